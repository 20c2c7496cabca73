import HTTP
import Serving

/// What the server answers with.
struct WebhookApplication: Application {
    func refusal(of head: RequestHead) -> Response? {
        head.path == "/livez" || head.path == "/readyz" ? nil : Response(.notFound)
    }

    func response(to request: Request) -> Response {
        Response(.ok, fields: [.contentType(.text)], body: Array("ok\n".utf8))
    }

    func response(to error: HTTPError) -> Response {
        Response(error.status, fields: [.contentType(.text)], body: Array("\(error.message)\n".utf8))
    }
}
