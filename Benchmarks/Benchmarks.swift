import Admission
import Glibc

/// Measures what a load generator cannot, in a process of its own; `make bench` runs it.
@main
struct Benchmarks {
    private static let usage = """
        usage: Benchmarks [TEXT]                              time the engine; with TEXT, only what has it in its name
               Benchmarks allocations                         count what the engine allocates for growing reviews
               Benchmarks repeat TIMES WEBHOOK FILE           answer one review many times, for a profiler
               Benchmarks cluster TIMES alone|beside                 answer the review of an object that is new in a cluster
               Benchmarks cluster-server                             serve the objects of a large cluster; print a kubeconfig
               Benchmarks cluster-review                             print a review of an object that is new in it
               Benchmarks review BYTES                        print a review of about this size, which is allowed
               Benchmarks start-up TIMES PORT PROGRAM [WORD]  time a server from its start to its first answer, in ms

        """

    static func main() throws {
        let words = Array(CommandLine.arguments.dropFirst())
        switch words.first {
        case "allocations" where words.count == 1:
            try AllocationCounts.printTable()
        case "repeat" where words.count == 4:
            guard let times = Int(words[1]), let webhook = Webhook(rawValue: words[2]) else { refuse() }
            try EngineTimes.answer(words[3], by: webhook, times: times)
        case "cluster" where words.count == 3 && ["alone", "beside"].contains(words[2]):
            guard let times = Int(words[1]) else { refuse() }
            try EngineTimes.answerNewObject(besideCluster: words[2] == "beside", times: times)
        case "cluster-server" where words.count == 1:
            try LargeCluster.serve()
        case "cluster-review" where words.count == 1:
            print(String(decoding: try LargeCluster.review(), as: UTF8.self))
        case "review" where words.count == 2:
            guard let bytes = Int(words[1]) else { refuse() }
            print(String(decoding: try GrowingReview.review(ofBytes: bytes), as: UTF8.self))
        case "start-up" where words.count >= 4:
            guard let times = Int(words[1]), times > 0, let port = UInt16(words[2]) else { refuse() }
            let startUp = StartUp(program: words[3], arguments: Array(words[4...]), port: port)
            print(Column.fixed(try startUp.median(of: times)))
        case let word? where word.hasPrefix("-"):
            refuse()
        default:
            try EngineTimes(named: words).printTable()
        }
    }

    private static func refuse() -> Never {
        print(usage, terminator: "")
        exit(2)
    }
}
