{{/* The prefix of every name: the release's, with the chart's where it lacks it. */}}
{{- define "tocsin.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains "tocsin" .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-tocsin" .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The services, by the name that values and objects have. */}}
{{- define "tocsin.services" -}}
identity alerting notification ticket
{{- end -}}

{{/* A service's name in Tocsin's own settings. Takes the name. */}}
{{- define "tocsin.settingName" -}}
{{- if eq . "ticket" -}}ticketing{{- else -}}{{ . }}{{- end -}}
{{- end -}}

{{/* What selects the pods of a component. Takes root and component. */}}
{{- define "tocsin.selector" -}}
app.kubernetes.io/name: tocsin
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* Labels of an object. Takes root and component. */}}
{{- define "tocsin.labels" -}}
{{ include "tocsin.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: tocsin
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{/* An image. Takes root and name, for example identity-service. */}}
{{- define "tocsin.image" -}}
{{- $image := .root.Values.image -}}
{{- printf "%s/%s/%s:%s" $image.registry $image.repository .name (default .root.Chart.AppVersion $image.tag) -}}
{{- end -}}

{{/* The Secret that holds the installation's secrets. */}}
{{- define "tocsin.secret" -}}
{{- default (include "tocsin.fullname" .) .Values.secrets.existing -}}
{{- end -}}

{{/* The Secret that holds the owning role's password, and its key. */}}
{{- define "tocsin.ownerPassword" -}}
{{- if .Values.cloudnativepg.enabled -}}
name: {{ include "tocsin.cluster" . }}-app
key: password
{{- else if .Values.secrets.existing -}}
name: {{ .Values.secrets.existing }}
key: database-owner-password
{{- else -}}
name: {{ include "tocsin.fullname" . }}-migrate
key: database-owner-password
{{- end -}}
{{- end -}}

{{/* The Secret that holds the application role's password, and its key. */}}
{{- define "tocsin.applicationPassword" -}}
{{- if .Values.cloudnativepg.enabled -}}
name: {{ include "tocsin.clusterSecret" . }}
key: password
{{- else -}}
name: {{ include "tocsin.secret" . }}
key: database-password
{{- end -}}
{{- end -}}

{{/* CloudNativePG's cluster, and the Secret of the role that the services sign in with. */}}
{{- define "tocsin.cluster" -}}
{{ include "tocsin.fullname" . }}-postgres
{{- end -}}
{{- define "tocsin.clusterSecret" -}}
{{- default (printf "%s-database" (include "tocsin.fullname" .)) .Values.cloudnativepg.applicationSecret -}}
{{- end -}}

{{/* The Redis of the operator. */}}
{{- define "tocsin.redisName" -}}
{{ include "tocsin.fullname" . }}-redis
{{- end -}}

{{/* Does the Redis of the operator ask for a password? Something or nothing. */}}
{{- define "tocsin.redisPassword" -}}
{{- if ternary .Values.redisOperator.password .Values.secrets.redisPassword (not (empty .Values.secrets.existing)) -}}
true
{{- end -}}
{{- end -}}

{{/* Who migrates: a "job" before the upgrade, each service at its "start", or "none" of ours. */}}
{{- define "tocsin.migrateBy" -}}
{{- if .Values.migrations.by -}}
{{- .Values.migrations.by -}}
{{- else if .Values.cloudnativepg.enabled -}}
start
{{- else -}}
job
{{- end -}}
{{- end -}}

{{/* The port for calls between services. */}}
{{- define "tocsin.grpcPort" -}}
{{- if .Values.internalTls.enabled -}}8443{{- else -}}8080{{- end -}}
{{- end -}}

{{/* The certificate between services. Takes root and service. */}}
{{- define "tocsin.tlsSecret" -}}
{{- if .root.Values.internalTls.secret -}}
{{- .root.Values.internalTls.secret -}}
{{- else -}}
{{- printf "%s-%s-internal-tls" (include "tocsin.fullname" .root) .service -}}
{{- end -}}
{{- end -}}

{{/* The port in an address, or the usual one. Takes url and usual. */}}
{{- define "tocsin.portOf" -}}
{{- $host := (urlParse .url).host -}}
{{- if regexMatch ":[0-9]+$" $host -}}
{{- regexFind "[0-9]+$" $host -}}
{{- else -}}
{{- .usual -}}
{{- end -}}
{{- end -}}

{{/* What selects every pod of the release. */}}
{{- define "tocsin.everyPod" -}}
matchLabels:
  app.kubernetes.io/name: tocsin
  app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}
