import Admission
import HTTP
import Serving

/// The paths that the webhook serves, and by which its requests are told apart.
enum ServedPath: String, CaseIterable {
    case mutate = "/mutate"
    case validate = "/validate"
    case livez = "/livez"
    case readyz = "/readyz"
    /// Any other, and requests whose path is not known; the last, as whatever is beyond the others counts here.
    case other

    init(of head: RequestHead) {
        self = ServedPath(rawValue: head.path) ?? .other
    }

    /// Which question is asked there; nil where none is.
    var webhook: Webhook? {
        switch self {
        case .mutate: .mutate
        case .validate: .validate
        case .livez, .readyz, .other: nil
        }
    }

    /// The methods that it takes; none where nothing is served.
    var methods: [Method] {
        switch self {
        case .mutate, .validate: [.post]
        case .livez, .readyz: [.get, .head]
        case .other: []
        }
    }

    /// Its number, for who counts the answers.
    var endpoint: Endpoint {
        switch self {
        case .mutate: Endpoint(rawValue: 0)
        case .validate: Endpoint(rawValue: 1)
        case .livez: Endpoint(rawValue: 2)
        case .readyz: Endpoint(rawValue: 3)
        case .other: .other
        }
    }
}
