package dev.tocsin.identity.settings;

import dev.tocsin.identity.Zones;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.limit.Rate;
import dev.tocsin.platform.limit.TenantRates;
import dev.tocsin.platform.retention.Keeping;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.TenantConfig;
import dev.tocsin.proto.identity.v1.TenantLimits;
import dev.tocsin.proto.identity.v1.UpdateConfigRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A change to a tenant's settings: the new values of the fields that change. */
record SettingsChange(TenantConfig to, ChangedFields fields) {

  /** Below these nobody of the tenant could take the change back. */
  private static final double LEAST_PER_SECOND = 1;

  private static final int LEAST_BURST = 10;

  /**
   * Reads a change.
   *
   * @throws Invalid when the mask names what cannot change, or a new value cannot be
   */
  static SettingsChange of(UpdateConfigRequest request, TenantRates rates) {
    ChangedFields fields =
        ChangedFields.of(request.getUpdateMask(), "time_zone", "locale", "limits", "retention");
    TenantConfig to = request.getConfig();
    if (fields.contains("time_zone") && !to.getTimeZone().isEmpty()) {
      Zones.known("config.time_zone", to.getTimeZone());
    }
    if (fields.contains("limits")) {
      TenantLimits limits = to.getLimits();
      within("calls", limits.getCallsPerSecond(), limits.getCallsBurst(), rates.mostCalls());
      within(
          "method_calls",
          limits.getMethodCallsPerSecond(),
          limits.getMethodCallsBurst(),
          rates.mostMethodCalls());
    }
    if (fields.contains("retention")) {
      longEnough(to.getRetention().getAlertDays());
    }
    return new SettingsChange(to, fields);
  }

  private static void longEnough(int alertDays) {
    long fewest = Keeping.ALERTS.shortest().toDays();
    if (alertDays != 0 && alertDays < fewest) {
      throw Invalid.field(
          "config.retention.alert_days",
          "is %d: must be 0 or at least %d, so that late news of an alert are known as such"
              .formatted(alertDays, fewest));
    }
  }

  private static void within(String what, double perSecond, int burst, Rate most) {
    if (perSecond != 0 && (perSecond < LEAST_PER_SECOND || perSecond > most.perSecond())) {
      throw Invalid.field(
          "config.limits." + what + "_per_second",
          "must be 0 or from %s to %s, the most that this installation allows"
              .formatted(LEAST_PER_SECOND, most.perSecond()));
    }
    if (burst != 0 && (burst < LEAST_BURST || burst > most.burst())) {
      throw Invalid.field(
          "config.limits." + what + "_burst",
          "must be 0 or from %d to %d, the most that this installation allows"
              .formatted(LEAST_BURST, most.burst()));
    }
  }

  TenantConfig applyTo(TenantConfig before, Instant now) {
    TenantConfig.Builder after = before.toBuilder().setUpdateTime(ProtoTime.of(now));
    if (fields.contains("time_zone")) {
      after.setTimeZone(to.getTimeZone());
    }
    if (fields.contains("locale")) {
      after.setLocale(to.getLocale());
    }
    if (fields.contains("limits")) {
      after.setLimits(to.getLimits());
    }
    if (fields.contains("retention")) {
      after.setRetention(to.getRetention());
    }
    return after.build();
  }

  /** What changed, for the audit log. */
  Map<String, Object> changed(TenantConfig after) {
    Map<String, Object> changed = new LinkedHashMap<>();
    if (fields.contains("time_zone")) {
      changed.put("time_zone", after.getTimeZone());
    }
    if (fields.contains("locale")) {
      changed.put("locale", after.getLocale());
    }
    if (fields.contains("limits")) {
      TenantLimits limits = after.getLimits();
      changed.put("calls_per_second", limits.getCallsPerSecond());
      changed.put("calls_burst", limits.getCallsBurst());
      changed.put("method_calls_per_second", limits.getMethodCallsPerSecond());
      changed.put("method_calls_burst", limits.getMethodCallsBurst());
    }
    if (fields.contains("retention")) {
      changed.put("delivery_days", after.getRetention().getDeliveryDays());
      changed.put("ticket_note_days", after.getRetention().getTicketNoteDays());
      changed.put("alert_days", after.getRetention().getAlertDays());
    }
    return changed;
  }
}
