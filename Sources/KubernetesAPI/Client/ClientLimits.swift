/// How long a client waits for an API server, and how much it takes from one.
///
/// A server that stalls, or that never ends an answer, costs this time and this memory, and no more.
package struct ClientLimits: Hashable, Sendable {
    /// The most time to find the server's addresses and to connect to one of them.
    ///
    /// A retry of a lost SYN comes after one, three and seven seconds.
    package var connectTime = Duration.seconds(10)
    /// The most time for the TLS handshake, which takes milliseconds; kubectl waits as long.
    package var handshakeTime = Duration.seconds(10)
    /// The most time to send a request, of a few MiB at most.
    package var sendTime = Duration.seconds(30)
    /// The most time until the head of the answer is complete.
    ///
    /// An API server ends a request after a minute, and answers most within a second.
    package var headTime = Duration.seconds(60)
    /// The most time without a byte of the body of an answer; a watch has its own.
    package var idleTime = Duration.seconds(30)
    /// The most time for a whole answer, so that one that comes byte by byte ends.
    ///
    /// An API server itself ends a request after a minute.
    package var answerTime = Duration.seconds(120)
    /// How much longer than it was asked for a watch may last.
    package var watchGrace = Duration.seconds(30)
    /// The largest page of a list, in bytes; the next attempt asks for fewer objects.
    ///
    /// 500 usual objects have 2 MiB, and an object as large as etcd takes one has 1.5 MiB.
    package var pageBytes = 16 << 20
    /// The most values of a page: 500 objects have 250,000, and a million take 24 MB.
    package var pageNodes = 1_000_000
    /// The longest event of a watch, in bytes: an object, and some bytes around it.
    package var eventBytes = 8 << 20
    /// The largest Status of an error, in bytes: an API server's have a few hundred.
    package var statusBytes = 256 << 10
    /// The largest other answer, in bytes: a single object, or the resources of a group.
    package var answerBytes = 8 << 20
    /// The objects that a page is asked for; kubectl asks for as many.
    package var pageSize = 500
    /// The most objects of a list.
    ///
    /// Clusters have some ten thousand of a kind, and etcd cannot hold as many usual objects.
    package var objects = 1_000_000
    /// The most pages in a row without an object, which an API server may send while it filters.
    package var emptyPages = 100
    /// How often a list starts anew because its continue token has expired.
    package var listRestarts = 3
    /// The longest resourceVersion or continue token, in bytes; those of an API server have less than a tenth.
    package var tokenBytes = 4 << 10
    /// The longest time that a server can ask to wait (Retry-After).
    package var retryAfter = Duration.seconds(300)

    /// Makes the default limits.
    package init() {}
}
