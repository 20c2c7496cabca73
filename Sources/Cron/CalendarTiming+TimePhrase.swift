internal import Time

extension CalendarTiming {
    /// The times of day at which the schedule fires, for example `At 02:30` or `Every 15 minutes from 09:00 through
    /// 17:59`.
    var timePhrase: String {
        if !hours.isAll(of: .hour), minutes.count * hours.count <= Self.fewTimes { return clockTimes }
        return onceAnHour ?? evenMinutes ?? "\(minutePhrase) of \(hourPhrase)"
    }

    /// The most times of day that a reader takes in at a glance.
    private static let fewTimes = 4

    private var clockTimes: String {
        let times = hours.flatMap { hour in minutes.map { Self.clock(hour, $0) } }
        return "At \(English.list(times))"
    }

    /// One minute in hours that are evenly spaced.
    private var onceAnHour: String? {
        guard minutes.count == 1, let minute = minutes.first else { return nil }
        if hours.isAll(of: .hour) {
            return minute == 0 ? "Every hour, on the hour" : "Every hour at minute \(minute)"
        }
        guard let (first, last, step) = hours.longProgression else { return nil }
        return "\(English.every(step, "hour")) from \(Self.clock(first, minute)) through \(Self.clock(last, minute))"
    }

    /// The minutes that are evenly spaced across the end of the hour too, in hours that can be told as clock times.
    private var evenMinutes: String? {
        guard let step = minutes.step, minutes.first == 0, minutes.count * step == 60 else { return nil }
        let every = English.every(step, "minute")
        if hours.isAll(of: .hour) { return every }
        guard hours.runs.count <= 3 else { return "\(every) during \(hourPhrase)" }
        let stretches = hours.runs.map {
            "from \(Self.clock($0.lowerBound, 0)) through \(Self.clock($0.upperBound, 59))"
        }
        return "\(every) \(English.list(stretches))"
    }

    private var minutePhrase: String {
        if let (first, last, step) = minutes.longProgression, step > 1 {
            return "\(English.every(step, "minute")) from minute \(first) through minute \(last)"
        }
        return "At \(minutes.count == 1 ? "minute" : "minutes") \(English.list(minutes))"
    }

    private var hourPhrase: String {
        if hours.isAll(of: .hour) { return "every hour" }
        if let (first, last, step) = hours.longProgression, step > 1 {
            return "every \(English.ordinal(step)) hour from hour \(first) through hour \(last)"
        }
        return "\(hours.count == 1 ? "hour" : "hours") \(English.list(hours))"
    }

    private static func clock(_ hour: Int, _ minute: Int) -> String {
        "\(twoDigits(hour)):\(twoDigits(minute))"
    }
}
