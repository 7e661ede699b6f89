{{/* How people reach the installation. */}}
{{- define "tocsin.publicUrl" -}}
{{- if .Values.publicUrl -}}
{{- .Values.publicUrl -}}
{{- else if .Values.ingress.enabled -}}
{{- printf "%s://%s" (ternary "https" "http" .Values.ingress.tls.enabled) .Values.ingress.host -}}
{{- else -}}
http://localhost:8080
{{- end -}}
{{- end -}}

{{- define "tocsin.databaseUrl" -}}
{{- if .Values.cloudnativepg.enabled -}}
{{- printf "postgresql://%s-rw:5432/tocsin" (include "tocsin.cluster" .) -}}
{{- else -}}
{{- required "database.url is not set: give the address of your PostgreSQL, for example postgresql://db.example.org:5432/tocsin, or set cloudnativepg.enabled or standalone.enabled" .Values.database.url -}}
{{- end -}}
{{- end -}}

{{- define "tocsin.redisUrl" -}}
{{- if .Values.redisOperator.enabled -}}
{{- printf "redis://%s:6379" (include "tocsin.redisName" .) -}}
{{- else -}}
{{- required "redis.url is not set: give the address of your Redis, for example redis://redis.example.org:6379, or set redisOperator.enabled or standalone.enabled" .Values.redis.url -}}
{{- end -}}
{{- end -}}

{{/* The configuration file: what follows from the chart, and `config` over it. */}}
{{- define "tocsin.settings" -}}
{{- $settings := dict "public-url" (include "tocsin.publicUrl" .) -}}
{{- with .Values.firstRun -}}
{{- if .ownerEmail -}}
{{- $_ := set $settings "first-run" (dict "tenant" .tenant "owner-email" .ownerEmail) -}}
{{- end -}}
{{- end -}}
{{- if or .Values.ingress.enabled .Values.ui.trustedProxies -}}
{{- /* The ingress, or the interface behind a proxy, says whose call it is: sign-ins are limited by address. */ -}}
{{- $_ := set $settings "rest" (dict "trusted-hops" 1) -}}
{{- end -}}
{{- if not .Values.standalone.enabled -}}
{{- $db := dict "url" (include "tocsin.databaseUrl" .) "migrate-at-start" (eq (include "tocsin.migrateBy" .) "start") -}}
{{- $_ := set $settings "db" $db -}}
{{- $_ := set $settings "redis" (dict "url" (include "tocsin.redisUrl" .)) -}}
{{- $addresses := dict -}}
{{- range $service := splitList " " (include "tocsin.services" .) -}}
{{- $_ := set $addresses (include "tocsin.settingName" $service) (dict "address" (printf "%s-%s-grpc:%s" (include "tocsin.fullname" $) $service (include "tocsin.grpcPort" $))) -}}
{{- end -}}
{{- $_ := set $settings "services" $addresses -}}
{{- if .Values.internalTls.enabled -}}
{{- $_ := set $settings "tls" (dict "certificate" "/etc/tocsin/tls/tls.crt" "key" "/etc/tocsin/tls/tls.key" "trust" "/etc/tocsin/tls/ca.crt") -}}
{{- end -}}
{{- end -}}
{{- toYaml (mergeOverwrite $settings (deepCopy .Values.config)) -}}
{{- end -}}

{{/* One variable out of a Secret. Takes env, name, key and optional. */}}
{{- define "tocsin.secretEnv" -}}
- name: {{ .env }}
  valueFrom:
    secretKeyRef:
      name: {{ .name }}
      key: {{ .key }}
      {{- if .optional }}
      optional: true
      {{- end }}
{{- end -}}

{{/* What the owning role signs in with, also to databases of single services. */}}
{{- define "tocsin.ownerEnv" -}}
{{- $owner := fromYaml (include "tocsin.ownerPassword" .) }}
{{ include "tocsin.secretEnv" (dict "env" "TOCSIN_DB_OWNER_PASSWORD" "name" $owner.name "key" $owner.key) }}
{{- range $service := splitList " " (include "tocsin.services" .) }}
{{- $name := include "tocsin.settingName" $service }}
{{ include "tocsin.secretEnv" (dict "env" (printf "TOCSIN_%s_DB_OWNER_PASSWORD" (upper $name)) "name" (include "tocsin.secret" $) "key" (printf "%s-database-owner-password" $name) "optional" true) }}
{{- end }}
{{- end -}}

{{/* The variables of a service. Takes root and service. */}}
{{- define "tocsin.serviceEnv" -}}
{{- $root := .root -}}
{{- $secret := include "tocsin.secret" $root -}}
{{- $name := include "tocsin.settingName" .service -}}
{{- $password := fromYaml (include "tocsin.applicationPassword" $root) -}}
- name: TOCSIN_CONFIG
  value: /etc/tocsin/settings/tocsin.yaml
{{ include "tocsin.secretEnv" (dict "env" "TOCSIN_SERVICE_SECRET" "name" $secret "key" "service-secret") }}
{{ include "tocsin.secretEnv" (dict "env" "TOCSIN_KEYRING" "name" $secret "key" "keyring") }}
{{- if eq .service "identity" }}
{{ include "tocsin.secretEnv" (dict "env" "TOCSIN_OPERATOR_KEY" "name" $secret "key" "operator-key" "optional" true) }}
{{ include "tocsin.secretEnv" (dict "env" "TOCSIN_SETUP_TOKEN" "name" $secret "key" "setup-token" "optional" true) }}
{{- end }}
{{ include "tocsin.secretEnv" (dict "env" "TOCSIN_DB_PASSWORD" "name" $password.name "key" $password.key) }}
{{ include "tocsin.secretEnv" (dict "env" (printf "TOCSIN_%s_DB_PASSWORD" (upper $name)) "name" $secret "key" (printf "%s-database-password" $name) "optional" true) }}
{{- if or (not $root.Values.redisOperator.enabled) (include "tocsin.redisPassword" $root) }}
{{ include "tocsin.secretEnv" (dict "env" "QUARKUS_REDIS_PASSWORD" "name" $secret "key" "redis-password" "optional" true) }}
{{- end }}
{{- if eq (include "tocsin.migrateBy" $root) "start" }}
{{- include "tocsin.ownerEnv" $root }}
{{- end }}
{{- end -}}

{{/* Variables that every Tocsin process has. Takes root and javaOptions. */}}
{{- define "tocsin.commonEnv" -}}
{{- with .javaOptions }}
- name: JAVA_TOOL_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- with .root.Values.telemetry.endpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- with .root.Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}
