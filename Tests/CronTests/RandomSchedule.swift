import TestSupport

/// Valid expressions of five fields, common ones and odd ones.
enum RandomSchedule {
    static func expression(using random: inout SeededGenerator) -> String {
        let bounds = [0...59, 0...23, 1...31, 1...12, 0...6]
        return bounds.map { field(within: $0, using: &random) }.joined(separator: " ")
    }

    private static func field(within bounds: ClosedRange<Int>, using random: inout SeededGenerator) -> String {
        if Int.random(in: 0..<3, using: &random) == 0 { return "*" }
        let count = [1, 1, 1, 2, 3, 6].randomElement(using: &random) ?? 1
        return (0..<count).map { _ in item(within: bounds, using: &random) }.joined(separator: ",")
    }

    private static func item(within bounds: ClosedRange<Int>, using random: inout SeededGenerator) -> String {
        let low = Int.random(in: bounds, using: &random)
        let high = Int.random(in: low...bounds.upperBound, using: &random)
        let step = Int.random(in: 1...bounds.upperBound + 2, using: &random)
        switch Int.random(in: 0..<12, using: &random) {
        case 0...4: return "\(low)"
        case 5, 6: return "\(low)-\(high)"
        case 7: return "\(low)-\(high)/\(step)"
        case 8: return "\(low)/\(step)"
        case 9, 10: return "*/\(Int.random(in: 1...12, using: &random))"
        default: return ","
        }
    }
}
