import Cron
import Document
import Linting
import Time

/// A schedule of the command line or of a manifest, and the clock that it runs by.
struct PlannedSchedule {
    /// The reason why a schedule starts nothing that is known.
    enum Silence: Equatable {
        /// It is suspended, or its object is paused.
        case suspended
        /// Its text has a variable.
        case variable
        /// It cannot be read.
        case unreadable
        /// This machine does not know the time zone.
        case unknownZone(String)
    }

    /// A name for the schedule in a calendar: the object with its session, or the expression.
    let title: String
    /// Whether it starts one run for each user of its object.
    let isTemplate: Bool
    /// The schedule and its clock, or the reason why there is none.
    let timing: Result<Timing, Failure>

    /// A schedule that can be read.
    struct Timing {
        let schedule: Schedule
        let zone: TimeZone
    }

    /// A schedule without times.
    struct Failure: Error {
        let silence: Silence
    }

    /// Reads a schedule of the command line.
    ///
    /// - Parameters:
    ///   - expression: The cron expression.
    ///   - zone: The name of the zone whose clock it runs by, nil for UTC.
    init(_ expression: String, in zone: String?) {
        title = expression
        isTemplate = false
        timing = Self.timing(of: expression, in: zone)
    }

    /// Reads a schedule of a manifest.
    ///
    /// - Parameters:
    ///   - found: The schedule and its object.
    ///   - zone: The name of the zone whose clock Kubernetes' controller runs by, nil for UTC.
    init(_ found: ManifestSchedules.Schedule, in zone: String?) {
        let object = found.object.isEmpty ? found.kind : found.object
        title = Quoted.bare(found.session.isEmpty ? object : "\(object) \(found.session)")
        isTemplate = found.isTemplate
        if found.isSuspended {
            timing = .failure(Failure(silence: .suspended))
        } else if found.isTemplate, found.expression.contains("${") {
            timing = .failure(Failure(silence: .variable))
        } else {
            timing = Self.timing(of: found.expression, in: found.timeZone ?? zone)
        }
    }

    private static func timing(of expression: String, in zone: String?) -> Result<Timing, Failure> {
        guard let read = try? ZonedSchedule(parsing: expression) else {
            return .failure(Failure(silence: .unreadable))
        }
        let name = read.zone ?? zone ?? "UTC"
        guard let zone = TimeZoneDatabase.zone(name) else {
            return .failure(Failure(silence: .unknownZone(name)))
        }
        return .success(Timing(schedule: read.schedule, zone: zone))
    }
}
