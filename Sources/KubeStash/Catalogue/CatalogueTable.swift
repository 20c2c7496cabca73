// swift-format-ignore-file

/// The official Addons, put here by `make catalogue`; to be changed there.
enum CatalogueTable {
    /// One line for each Addon, task and Function that no task uses.
    ///
    /// The line of a task has its side, name, Function, driver, volumes and parameters. A parameter with `!` before it
    /// is required; one with `?` is read by the Function without being declared.
    static let text = """
release v2026.7.10
addon cassandra-addon
backup logical-backup cassandra-backup Medusa kubestash-tmp-volume enableCache scratchDir ?waitTimeout
restore logical-backup-restore cassandra-restore Medusa kubestash-tmp-volume enableCache scratchDir ?waitTimeout
addon clickhouse-addon
backup logical-backup clickhouse-backup ClickHouseBackup kubestash-tmp-volume enableCache scratchDir ?waitTimeout
backup manifest-backup kubedbmanifest-backup Restic kubestash-tmp-volume enableCache scratchDir
restore logical-backup-restore clickhouse-restore ClickHouseBackup kubestash-tmp-volume enableCache scratchDir ?waitTimeout
restore incremental-restore clickhouse-incremental-restore ClickHouseBackup kubestash-tmp-volume enableCache scratchDir !pitrTime ?waitTimeout
restore manifest-restore kubedbmanifest-restore Restic kubestash-tmp-volume enableCache scratchDir
addon druid-addon
backup mysql-metadata-storage-backup mysql-backup Restic kubestash-tmp-volume args databases enableCache scratchDir ?dbVersion ?waitTimeout
backup postgres-metadata-storage-backup postgres-backup Restic kubestash-tmp-volume args backupCmd user enableCache scratchDir ?waitTimeout
backup manifest-backup kubedbmanifest-backup Restic kubestash-tmp-volume enableCache scratchDir
restore mysql-metadata-storage-restore mysql-restore Restic kubestash-tmp-volume args enableCache scratchDir ?dbVersion ?waitTimeout
restore postgres-metadata-storage-restore postgres-restore Restic kubestash-tmp-volume args user enableCache scratchDir ?waitTimeout
restore manifest-restore kubedbmanifest-restore Restic kubestash-tmp-volume enableCache scratchDir
addon elasticsearch-addon
backup logical-backup elasticsearch-backup Restic kubestash-interim-volume,kubestash-tmp-volume args interimDataDir enableCache scratchDir ?waitTimeout
backup dashboard-backup elasticsearch-dashboard-backup Restic kubestash-interim-volume,kubestash-tmp-volume interimDataDir enableCache scratchDir
restore logical-backup-restore elasticsearch-restore Restic kubestash-interim-volume,kubestash-tmp-volume args interimDataDir enableCache scratchDir ?waitTimeout
restore dashboard-restore elasticsearch-dashboard-restore Restic kubestash-interim-volume,kubestash-tmp-volume interimDataDir enableCache scratchDir
addon etcd-addon
backup etcd-backup etcd-backup Restic kubestash-tmp-volume endpoint user dialTimeout insecureSkipTLSVerify enableCache scratchDir ?waitTimeout
backup manifest-backup kubedbmanifest-backup Restic kubestash-tmp-volume enableCache scratchDir
restore etcd-backup-restore etcd-backup-restore Restic kubestash-data-volume,kubestash-tmp-volume dataDir memberName initialCluster initialClusterToken peerURLs skipHashCheck skipVersionCheck enableCache scratchDir ?waitTimeout
restore manifest-restore kubedbmanifest-restore Restic kubestash-tmp-volume enableCache scratchDir
addon kubedump-addon
backup manifest-backup kubedump-backup Restic kubestash-tmp-volume enableCache scratchDir ANDedLabelSelectors ORedLabelSelectors IncludeClusterResources IncludeNamespaces ExcludeNamespaces IncludeResources ExcludeResources
restore manifest-restore kubedump-restore Restic kubestash-tmp-volume enableCache scratchDir ANDedLabelSelectors ORedLabelSelectors IncludeClusterResources IncludeNamespaces ExcludeNamespaces IncludeResources ExcludeResources OverrideResources StorageClassMappings RestorePVs
addon mariadb-addon
backup logical-backup mariadb-backup Restic kubestash-tmp-volume args enableCache scratchDir ?waitTimeout
backup physical-backup mariadb-physical-backup Restic kubestash-tmp-volume args enableCache host scratchDir ?waitTimeout
backup manifest-backup kubedbmanifest-backup Restic kubestash-tmp-volume enableCache scratchDir
backup volume-snapshot mariadb-csi-snapshotter VolumeSnapshotter - volumeSnapshotClassName
restore logical-backup-restore mariadb-restore Restic kubestash-tmp-volume args enableCache scratchDir ?waitTimeout
restore physical-backup-restore mariadb-physical-restore Restic kubestash-data-volume,kubestash-tmp-volume args dataDir enableCache scratchDir ?waitTimeout
restore manifest-restore kubedbmanifest-restore Restic kubestash-tmp-volume enableCache scratchDir
restore distributed-physical-backup-restore mariadb-physical-restore Restic kubestash-tmp-volume args dataDir enableCache scratchDir ?waitTimeout
addon mongodb-addon
backup logical-backup mongodb-backup Restic kubestash-tmp-volume args enableCache scratchDir ?authenticationDatabase ?dbVersion ?maxConcurrency ?waitTimeout
backup volume-snapshot mongodb-csi-snapshotter VolumeSnapshotter - volumeSnapshotClassName
backup manifest-backup kubedbmanifest-backup Restic kubestash-tmp-volume enableCache scratchDir
restore logical-backup-restore mongodb-restore Restic kubestash-tmp-volume args enableCache scratchDir ?authenticationDatabase ?dbVersion ?maxConcurrency ?waitTimeout
restore manifest-restore kubedbmanifest-restore Restic kubestash-tmp-volume enableCache scratchDir
addon mssqlserver-addon
backup logical-backup mssqlserver-backup WalG kubestash-tmp-volume databases copyOnly ?waitTimeout
backup manifest-backup kubedbmanifest-backup Restic kubestash-tmp-volume enableCache scratchDir
restore logical-backup-restore mssqlserver-restore WalG kubestash-tmp-volume databases noRecovery ?waitTimeout
restore manifest-restore kubedbmanifest-restore Restic kubestash-tmp-volume enableCache scratchDir
addon mysql-addon
backup logical-backup mysql-backup Restic kubestash-tmp-volume args databases enableCache scratchDir ?dbVersion ?waitTimeout
backup physical-backup mysql-physical-backup Restic kubestash-tmp-volume args dataDir databases enableCache scratchDir ?waitTimeout
backup volume-snapshot mysql-csi-snapshotter VolumeSnapshotter - volumeSnapshotClassName
backup manifest-backup kubedbmanifest-backup Restic kubestash-tmp-volume enableCache scratchDir
restore logical-backup-restore mysql-restore Restic kubestash-tmp-volume args enableCache scratchDir ?dbVersion ?waitTimeout
restore physical-backup-restore mysql-physical-restore Restic kubestash-data-volume,kubestash-tmp-volume args dataDir enableCache scratchDir ?waitTimeout
restore manifest-restore kubedbmanifest-restore Restic kubestash-tmp-volume enableCache scratchDir
addon neo4j-addon
backup logical-backup neo4j-backup Neo4jAdmin kubestash-tmp-volume databases neo4jAdminArgs excludeDatabases from remoteAliasCredentialsSecret ?waitTimeout
restore logical-backup-restore neo4j-restore Neo4jAdmin kubestash-tmp-volume neo4jAdminArgs databases excludeDatabases waitTimeout seedServerName remoteAliasCredentialsSecret
addon opensearch-addon
backup logical-backup opensearch-backup Restic kubestash-interim-volume,kubestash-tmp-volume args interimDataDir enableCache scratchDir ?waitTimeout
backup dashboard-backup opensearch-dashboard-backup Restic kubestash-interim-volume,kubestash-tmp-volume interimDataDir enableCache scratchDir
restore logical-backup-restore opensearch-restore Restic kubestash-interim-volume,kubestash-tmp-volume args interimDataDir enableCache scratchDir ?waitTimeout
restore dashboard-restore opensearch-dashboard-restore Restic kubestash-interim-volume,kubestash-tmp-volume interimDataDir enableCache scratchDir
addon postgres-addon
backup logical-backup postgres-backup Restic kubestash-tmp-volume args backupCmd user enableCache scratchDir ?waitTimeout
backup physical-backup postgres-physical-backup Restic kubestash-tmp-volume args backupCmd user enableCache scratchDir ?waitTimeout
backup volume-snapshot postgres-csi-snapshotter VolumeSnapshotter - volumeSnapshotClassName
backup manifest-backup kubedbmanifest-backup Restic kubestash-tmp-volume enableCache scratchDir
restore logical-backup-restore postgres-restore Restic kubestash-tmp-volume args user enableCache scratchDir ?waitTimeout
restore physical-backup-restore postgres-physical-backup-restore Restic kubestash-data-volume,kubestash-tmp-volume args user enableCache scratchDir restoreCmd restorePath ?waitTimeout
restore manifest-restore kubedbmanifest-restore Restic kubestash-tmp-volume enableCache scratchDir
addon pvc-addon
backup logical-backup pvc-backup Restic kubestash-data-volume,kubestash-tmp-volume paths exclude enableCache scratchDir
backup volume-snapshot volumesnapshot-backup VolumeSnapshotter - volumeSnapshotClassName
restore logical-backup-restore pvc-restore Restic kubestash-data-volume,kubestash-tmp-volume enableCache scratchDir
restore volume-clone pvc-restore Restic kubestash-tmp-volume enableCache scratchDir
restore volume-snapshot-restore volumesnapshot-restore VolumeSnapshotter -
addon qdrant-addon
backup logical-backup qdrant-backup Restic - collections maxParallelDump ?waitTimeout
restore logical-backup-restore qdrant-restore Restic - collections
addon redis-addon
backup logical-backup redis-backup Restic kubestash-tmp-volume args enableCache scratchDir ?waitTimeout
backup manifest-backup kubedbmanifest-backup Restic kubestash-tmp-volume enableCache scratchDir
restore logical-backup-restore redis-restore Restic kubestash-tmp-volume args enableCache scratchDir ?waitTimeout
restore manifest-restore kubedbmanifest-restore Restic kubestash-tmp-volume enableCache scratchDir
addon singlestore-addon
backup logical-backup singlestore-backup Restic kubestash-tmp-volume args databases enableCache scratchDir ?dbVersion ?waitTimeout
backup manifest-backup kubedbmanifest-backup Restic kubestash-tmp-volume enableCache scratchDir
restore logical-backup-restore singlestore-restore Restic kubestash-tmp-volume args enableCache scratchDir ?databases ?dbVersion ?waitTimeout
restore manifest-restore kubedbmanifest-restore Restic kubestash-tmp-volume enableCache scratchDir
addon vault-addon
backup vault-backup vault-backup Restic kubestash-tmp-volume,kubestash-interim-volume enableCache scratchDir interimDataDir waitTimeout vaultArgs keyPrefix
restore vault-restore vault-restore Restic kubestash-tmp-volume,kubestash-interim-volume enableCache scratchDir interimDataDir waitTimeout vaultArgs force keyPrefix oldKeyPrefix
addon workload-addon
backup logical-backup workload-backup Restic kubestash-tmp-volume !paths exclude enableCache scratchDir
backup volume-snapshot volumesnapshot-backup VolumeSnapshotter - volumeSnapshotClassName
backup manifest-backup manifest-backup Restic kubestash-tmp-volume enableCache scratchDir includeRBACResources
restore logical-backup-restore workload-restore Restic kubestash-tmp-volume exclude include enableCache scratchDir
restore manifest-restore manifest-restore Restic kubestash-tmp-volume enableCache scratchDir includeRBACResources overrideResources
addon zookeeper-addon
backup logical-backup zookeeper-backup Restic kubestash-interim-volume,kubestash-tmp-volume args interimDataDir enableCache scratchDir ?waitTimeout
backup manifest-backup kubedbmanifest-backup Restic kubestash-tmp-volume enableCache scratchDir
restore logical-backup-restore zookeeper-restore Restic kubestash-interim-volume,kubestash-tmp-volume args interimDataDir enableCache scratchDir ?waitTimeout
restore manifest-restore kubedbmanifest-restore Restic kubestash-tmp-volume enableCache scratchDir
function kubedbverifier
"""
}
