extension Answer {
    /// The answer in lines for a person to read.
    var lines: [String] {
        var lines: [String] = []
        if let rejection, !isAllowed {
            lines.append("denied; kubectl prints:")
            lines += rejection.lines
        } else if additions.isEmpty {
            lines.append(isAllowed ? "allowed" : "denied without a reason")
        } else {
            lines.append("allowed, with what was missing added:")
            lines += additions.map { "+ \($0.field) = \($0.value)" }
        }
        return lines + warnings.map { "Warning: \($0)" }
    }
}

extension Answer.Rejection {
    /// The lines that kubectl prints: the causes of an invalid object, or else only the message.
    fileprivate var lines: [String] {
        let heading = "The \(kind) \"\(name)\" is invalid:"
        switch causes.count {
        case 0: return ["Error from server: \(message)"]
        case 1: return causes.map { "\(heading) \($0)" }
        default: return [heading] + causes.map { "* \($0)" }
        }
    }
}
