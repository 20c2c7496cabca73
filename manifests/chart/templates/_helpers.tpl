{{/* The name in the labels, by which alerts know the job. */}}
{{- define "stashgate.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* The name of the objects; the longest ending, of a role, is -certificate. */}}
{{- define "stashgate.fullname" -}}
{{- $name := include "stashgate.name" . }}
{{- if .Values.fullnameOverride }}
{{- $name = .Values.fullnameOverride }}
{{- else if not (contains $name .Release.Name) }}
{{- $name = printf "%s-%s" .Release.Name $name }}
{{- else }}
{{- $name = .Release.Name }}
{{- end }}
{{- $name | trunc 51 | trimSuffix "-" }}
{{- end }}

{{- define "stashgate.serviceAccountName" -}}
{{- default (ternary (include "stashgate.fullname" .) "default" .Values.serviceAccount.create) .Values.serviceAccount.name }}
{{- end }}

{{/* The labels of every object. */}}
{{- define "stashgate.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | quote }}
{{ include "stashgate.selector" . }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
app.kubernetes.io/part-of: stashgate
{{- end }}

{{/* The label of the pods of the webhook; there is one release in a cluster, as its configurations have one name. */}}
{{- define "stashgate.selector" -}}
app.kubernetes.io/name: {{ include "stashgate.name" . | quote }}
{{- end }}

{{/* The label of the pods of the audit, to which the Service must not send reviews. */}}
{{- define "stashgate.audit.selector" -}}
app.kubernetes.io/name: {{ include "stashgate.name" . }}-audit
{{- end }}

{{/* An image with its registry. */}}
{{- define "stashgate.image" -}}
{{- with .Values.image }}
{{- compact (list $.Values.registryFQDN .registry .repository) | join "/" }}:{{ default $.Chart.AppVersion .tag }}
{{- end }}
{{- end }}

{{/* The way to a certificate: cert-manager, files or generate, in this order. */}}
{{- define "stashgate.certificates" -}}
{{- $certs := .Values.servingCerts }}
{{- $given := compact (list $certs.caCrt $certs.serverCrt $certs.serverKey) | len }}
{{- if and $certs.certManager.enabled $given }}
{{- fail "servingCerts: certManager.enabled makes a certificate: leave out caCrt, serverCrt and serverKey" }}
{{- else if $certs.certManager.enabled }}
{{- "cert-manager" }}
{{- else if eq $given 3 }}
{{- "files" }}
{{- else if $given }}
{{- fail "servingCerts: caCrt, serverCrt and serverKey belong together" }}
{{- else if $certs.generate }}
{{- "generate" }}
{{- else }}
{{- fail "servingCerts: set generate, certManager.enabled, or all of caCrt, serverCrt and serverKey" }}
{{- end }}
{{- end }}

{{/* PEM, or base64 of it, as base64. */}}
{{- define "stashgate.base64" -}}
{{- if contains "-----BEGIN " . }}{{ b64enc . }}{{ else }}{{ regexReplaceAll "\\s" . "" }}{{ end }}
{{- end }}

{{/* The policy; an error in it stops new pods, and the old ones go on. */}}
{{- define "stashgate.policy" -}}
{{- $policy := deepCopy .Values.policy }}
{{- range list "apiVersion" "kind" }}
{{- if hasKey $policy . }}{{ fail (printf "policy: leave out %s, which the chart states" .) }}{{ end }}
{{- end }}
{{- if .Values.warnOnly }}{{ $_ := set $policy "enforcement" "warn" }}{{ end -}}
apiVersion: stashgate.dev/v1alpha1
kind: Policy
{{- with $policy }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* The security settings of a pod: OpenShift chooses the user and the group of files. */}}
{{- define "stashgate.podSecurityContext" -}}
{{- toYaml (ternary (omit .Values.podSecurityContext "runAsUser" "fsGroup") .Values.podSecurityContext .Values.distro.openshift) }}
{{- end }}

{{/* Where pods may be, and by which Secrets they pull their images. */}}
{{- define "stashgate.placement" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/*
The webhooks of a configuration: those of ../base, with the choices of this release. The argument has the context as
`root` and the file as `file`.
*/}}
{{- define "stashgate.webhooks" -}}
{{- $ := .root }}
{{- $values := $.Values }}
{{- $webhooks := ($.Files.Get .file | fromYaml).webhooks }}
{{- if $values.backupConfigurationOnly }}
{{- $rules := list }}
{{- range (first $webhooks).rules }}
{{- if has "backupconfigurations" .resources }}{{ $rules = append $rules . }}{{ end }}
{{- end }}
{{- $webhooks = list (set (first $webhooks) "rules" $rules) }}
{{- end }}
{{- if and $values.judgeDeletion (gt (len $webhooks) 1) }}
{{- $component := $.Files.Get "files/judge-deletion.yaml" | fromYaml }}
{{- range (first $component.patches).patch | fromYamlArray }}
{{- $_ := set (last $webhooks) "rules" (append (last $webhooks).rules .value) }}
{{- end }}
{{- end }}
{{- range $webhook := $webhooks }}
{{- $_ := set .clientConfig.service "name" (include "stashgate.fullname" $) }}
{{- $_ := set .clientConfig.service "namespace" $.Release.Namespace }}
{{- if eq (include "stashgate.certificates" $) "files" }}
{{- $_ := set .clientConfig "caBundle" (include "stashgate.base64" $values.servingCerts.caCrt) }}
{{- end }}
{{- if eq .failurePolicy "Fail" }}
{{- $_ := set . "failurePolicy" (ternary "Ignore" $values.failurePolicy $values.warnOnly) }}
{{- $_ := set . "timeoutSeconds" $values.timeoutSeconds }}
{{- end }}
{{- $_ := set (first .namespaceSelector.matchExpressions) "values" (list $.Release.Namespace) }}
{{- with $values.namespaceSelector }}
{{- $_ := set $webhook.namespaceSelector "matchExpressions" (concat $webhook.namespaceSelector.matchExpressions (default list .matchExpressions)) }}
{{- with .matchLabels }}{{ $_ := set $webhook.namespaceSelector "matchLabels" . }}{{ end }}
{{- end }}
{{- with $values.objectSelector }}{{ $_ := set $webhook "objectSelector" . }}{{ end }}
{{- $_ := set . "matchConditions" (concat .matchConditions $values.matchConditions) }}
{{- end }}
{{- toYaml $webhooks }}
{{- end }}

{{/* The metadata of a webhook configuration; its name is fixed, as it decides the order of the webhooks. */}}
{{- define "stashgate.configuration.metadata" -}}
name: admission-stashgate
labels:
  {{- include "stashgate.labels" . | nindent 2 }}
{{- if eq (include "stashgate.certificates" .) "cert-manager" }}
annotations:
  cert-manager.io/inject-ca-from: {{ .Release.Namespace }}/{{ include "stashgate.fullname" . }}
{{- end }}
{{- end }}

{{/* Whether the pods of the webhook have a token: to read the cluster, or for their own certificate. */}}
{{- define "stashgate.callsAPIServer" -}}
{{- if or .Values.cluster.enabled (eq (include "stashgate.certificates" .) "generate") }}true{{ else }}false{{ end }}
{{- end }}

{{/* The ways out of the pods of the webhook. */}}
{{- define "stashgate.egress" -}}
{{- if eq (include "stashgate.callsAPIServer" .) "true" }}
{{- include "stashgate.apiServerPorts" . }}
{{- else -}}
[]
{{- end }}
{{- end }}

{{- define "stashgate.apiServerPorts" -}}
- ports:
    {{- range .Values.networkPolicy.apiServerPorts }}
    - port: {{ . }}
    {{- end }}
{{- end }}
