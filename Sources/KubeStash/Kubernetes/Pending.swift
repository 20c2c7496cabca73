internal import Schema

// Types that other branches state; gone when they are merged.
extension Kubernetes {
    static let runtimeSettings = ObjectType("RuntimeSettings", "", [])
    static let podTemplateSpec = ObjectType("PodTemplateSpec", "", [])
    static let jobTemplate = ObjectType("JobTemplate", "", [])
}
