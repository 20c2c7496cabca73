extension Array {
    /// The elements in the order of a number; of two with the same one, the first comes first.
    ///
    /// - Parameter number: The number of an element, such as its offset in a file.
    /// - Returns: The elements in order.
    func ordered(by number: (Element) -> Int) -> [Element] {
        let numbers = map(number)
        // They are in order already, nearly always.
        guard !zip(numbers, numbers.dropFirst()).allSatisfy({ $0 <= $1 }) else { return self }
        let order = indices.sorted { left, right in
            numbers[left] == numbers[right] ? left < right : numbers[left] < numbers[right]
        }
        return order.map { self[$0] }
    }
}
