import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// A probe must have exactly one valid action.
@Suite struct InvalidProbeTests {
    @Test(
        arguments: [
            ("{exec: {command: [cat, /tmp/ok]}}", []),
            ("{httpGet: {port: 8080}}", []),
            ("{httpGet: {port: http, path: /ready, scheme: HTTPS, host: example.com}}", []),
            ("{httpGet: {port: 80, scheme: '', httpHeaders: [{name: X-A, value: ''}]}}", []),
            ("{tcpSocket: {port: 1}}", []),
            ("{grpc: {port: 65535, service: health}}", []),
            (
                "{tcpSocket: {port: 1}, initialDelaySeconds: 0, periodSeconds: 0, timeoutSeconds: 0, failureThreshold: 0, successThreshold: 0}",
                []
            ),
            ("{tcpSocket: {port: 1}, successThreshold: 1}", []),
            ("{}", ["invalid-probe Required object"]),
            ("{exec: null, periodSeconds: 5}", ["invalid-probe Required object"]),
            ("{exec: {command: [a]}, tcpSocket: {port: 1}}", ["invalid-probe Forbidden tcpSocket"]),
            (
                "{grpc: {port: 1}, tcpSocket: {port: 1}, httpGet: {port: 1}}",
                ["invalid-probe Forbidden grpc", "invalid-probe Forbidden tcpSocket"]
            ),
            ("{exec: {}}", ["required-field Required exec.command"]),
            ("{exec: {command: []}}", ["required-field Required exec.command"]),
            ("{exec: {command: ls}}", ["wrong-type TypeInvalid exec.command"]),
            ("{httpGet: {}}", ["required-field Required httpGet.port"]),
            ("{httpGet: {port: 0}}", ["out-of-range Invalid httpGet.port"]),
            ("{httpGet: {port: 65536}}", ["out-of-range Invalid httpGet.port"]),
            ("{httpGet: {port: '80'}}", ["invalid-name Invalid httpGet.port"]),
            ("{httpGet: {port: ''}}", ["invalid-name Invalid httpGet.port"]),
            ("{httpGet: {port: Web}}", ["invalid-name Invalid httpGet.port"]),
            ("{httpGet: {port: [80]}}", ["wrong-type TypeInvalid httpGet.port"]),
            ("{httpGet: {port: 80, scheme: https}}", ["unsupported-value NotSupported httpGet.scheme"]),
            (
                "{httpGet: {port: 80, httpHeaders: [{name: 'X A', value: b}]}}",
                ["invalid-name Invalid httpGet.httpHeaders[0].name"]
            ),
            (
                "{httpGet: {port: 80, httpHeaders: [{name: A}]}}",
                ["required-field Required httpGet.httpHeaders[0].value"]
            ),
            (
                "{httpGet: {port: 80, httpHeaders: [{value: b}]}}",
                ["required-field Required httpGet.httpHeaders[0].name"]
            ),
            ("{tcpSocket: {port: web_1}}", ["invalid-name Invalid tcpSocket.port"]),
            ("{grpc: {port: 0}}", ["out-of-range Invalid grpc.port"]),
            ("{grpc: {port: '5'}}", ["wrong-type TypeInvalid grpc.port"]),
            ("{tcpSocket: {port: 1}, initialDelaySeconds: -1}", ["out-of-range Invalid initialDelaySeconds"]),
            ("{tcpSocket: {port: 1}, periodSeconds: -1}", ["out-of-range Invalid periodSeconds"]),
            ("{tcpSocket: {port: 1}, timeoutSeconds: -1}", ["out-of-range Invalid timeoutSeconds"]),
            ("{tcpSocket: {port: 1}, failureThreshold: -1}", ["out-of-range Invalid failureThreshold"]),
            ("{tcpSocket: {port: 1}, successThreshold: -1}", ["out-of-range Invalid successThreshold"]),
        ] as [Row])
    func judges(_ row: Row) throws {
        for type in [ObjectType.livenessProbe, ObjectType.readinessProbe, ObjectType.startupProbe] {
            #expect(try findings(row.yaml, as: type) == row.found)
        }
    }

    /// Only a readiness probe can require several successes, and only the other probes stop a container.
    @Test func distinguishesProbes() throws {
        let several = "{tcpSocket: {port: 1}, successThreshold: 2}"
        let period = "{tcpSocket: {port: 1}, terminationGracePeriodSeconds: 1}"
        for type in [ObjectType.livenessProbe, ObjectType.startupProbe] {
            #expect(try findings(several, as: type) == ["out-of-range Invalid successThreshold"])
            #expect(try findings(period, as: type) == [])
            #expect(
                try findings("{tcpSocket: {port: 1}, terminationGracePeriodSeconds: 0}", as: type) == [
                    "out-of-range Invalid terminationGracePeriodSeconds"
                ])
        }
        #expect(try findings(several, as: .readinessProbe) == [])
        #expect(
            try findings(period, as: .readinessProbe) == [
                "invalid-probe Invalid terminationGracePeriodSeconds"
            ])
    }
}
