/// The types of Kubernetes, and of the libraries between it and KubeStash, that a BackupConfiguration embeds.
///
/// Each is stated once and used wherever it occurs. Bounds and choices are those of Kubernetes 1.36, as it checks the
/// CronJobs, Jobs and Pods that KubeStash makes.
enum Kubernetes {}
