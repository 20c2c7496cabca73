package import Document
internal import HTTP

extension Client {
    /// Reads one object.
    ///
    /// - Parameters:
    ///   - resource: The resource of the object, with its namespace.
    ///   - name: The object's name.
    /// - Returns: The object.
    /// - Throws: `APIError`; `isNotFound` if there is no such object, or no such kind.
    package func get(_ resource: Resource, name: String) throws(APIError) -> Document {
        try document(of: Call(resource.path(of: name), limits: limits))
    }

    /// Whether the server knows a resource, as its definition is installed.
    ///
    /// - Parameter resource: The resource.
    /// - Returns: Whether it does.
    /// - Throws: `APIError` if the server does not say.
    package func isInstalled(_ resource: Resource) throws(APIError) -> Bool {
        let list: Document
        do throws(APIError) {
            list = try document(of: Call(resource.groupPath, limits: limits))
        } catch  where error.isNotFound {
            return false
        }
        guard let resources = list.present("resources", of: list.root) else { return false }
        return list.elements(of: resources).contains { each in
            list.present("name", of: each).map { list.isString($0, resource.plural) } == true
        }
    }

    /// Applies an object, so that this field manager owns the fields that it has (server-side apply).
    ///
    /// - Parameters:
    ///   - object: The object in JSON.
    ///   - resource: Its resource, with its namespace.
    ///   - name: Its name.
    ///   - fieldManager: The name of the field manager.
    ///   - force: Whether to take over fields that another manager owns.
    /// - Returns: The object as it is stored.
    /// - Throws: `APIError` if it is refused.
    @discardableResult
    package func apply(
        _ object: [UInt8], as resource: Resource, name: String, fieldManager: String, force: Bool
    ) throws(APIError) -> Document {
        var call = Call(resource.path(of: name), limits: limits)
        call.method = .patch
        call.contentType = "application/apply-patch+yaml"
        call.query = [("fieldManager", fieldManager), ("force", force ? "true" : "false")]
        call.body = object
        return try document(of: call)
    }

    /// Creates an object.
    ///
    /// - Parameters:
    ///   - object: The object in JSON.
    ///   - resource: Its resource, with its namespace.
    ///   - fieldManager: The name of the field manager.
    /// - Returns: The object as it is stored.
    /// - Throws: `APIError` if it is refused.
    @discardableResult
    package func create(
        _ object: [UInt8], as resource: Resource, fieldManager: String
    ) throws(APIError) -> Document {
        var call = Call(resource.path, limits: limits)
        call.method = .post
        call.query = [("fieldManager", fieldManager)]
        call.body = object
        return try document(of: call)
    }

    /// Replaces an object.
    ///
    /// - Parameters:
    ///   - object: The object in JSON, with the resourceVersion that it replaces.
    ///   - resource: Its resource, with its namespace.
    ///   - name: Its name.
    ///   - fieldManager: The name of the field manager.
    /// - Returns: The object as it is stored.
    /// - Throws: `APIError` if it is refused.
    @discardableResult
    package func replace(
        _ object: [UInt8], as resource: Resource, name: String, fieldManager: String
    ) throws(APIError) -> Document {
        var call = Call(resource.path(of: name), limits: limits)
        call.method = .put
        call.query = [("fieldManager", fieldManager)]
        call.body = object
        return try document(of: call)
    }

    /// Changes some fields of an object of one of Kubernetes' own kinds (strategic merge patch): items of a list are found by
    /// the key that their kind says.
    ///
    /// - Parameters:
    ///   - changes: The fields in JSON; with a resourceVersion, the object must not have changed since it was read.
    ///   - resource: Its resource.
    ///   - name: Its name.
    ///   - fieldManager: The name of the field manager.
    /// - Returns: The object as it is stored.
    /// - Throws: `APIError` if it is refused; `isConflict` if the object has changed.
    @discardableResult
    package func merge(
        _ changes: [UInt8], into resource: Resource, name: String, fieldManager: String
    ) throws(APIError) -> Document {
        var call = Call(resource.path(of: name), limits: limits)
        call.method = .patch
        call.contentType = "application/strategic-merge-patch+json"
        call.query = [("fieldManager", fieldManager)]
        call.body = changes
        return try document(of: call)
    }

    private func document(of call: Call) throws(APIError) -> Document {
        try begin(call)
        return try parse(body(upTo: limits.answerBytes), name(of: call))
    }

    /// Parses an answer.
    ///
    /// - Parameters:
    ///   - bytes: The answer.
    ///   - place: The request, for messages.
    /// - Returns: The document; its root is an object.
    /// - Throws: `APIError` if it is not JSON, or too large for the limits.
    func parse(_ bytes: [UInt8], _ place: String) throws(APIError) -> Document {
        var bounds = Document.Limits()
        bounds.nodes = limits.pageNodes
        let document: Document
        do throws(ParseError) {
            document = try Document(json: bytes, limits: bounds)
        } catch {
            let isLimit = error.code == .limit
            throw APIError(
                isLimit ? .tooLarge : .malformed,
                "\(place): the answer \(isLimit ? "is too large" : "is not JSON"): \(error)")
        }
        guard document.isObject(document.root) else {
            throw APIError(.malformed, "\(place): the answer is not an object")
        }
        return document
    }
}
