package dev.tocsin.alerting.console;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.ListAlertsRequest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads the request of a list. */
final class ListRequest {

  private static final int USUAL_SIZE = 50;

  private ListRequest() {}

  /**
   * The filter that is asked for.
   *
   * @throws Invalid for a bad token, time or group
   */
  static AlertFilter filter(ListAlertsRequest request) {
    return new AlertFilter(
        states(request),
        severities(request),
        labels(request),
        request.getText(),
        request.hasCreatedAfter()
            ? Optional.of(ProtoTime.instant("created_after", request.getCreatedAfter()))
            : Optional.<Instant>empty(),
        request.hasCreatedBefore()
            ? Optional.of(ProtoTime.instant("created_before", request.getCreatedBefore()))
            : Optional.<Instant>empty(),
        request.getFingerprint(),
        request.getGroupId().isEmpty()
            ? Optional.empty()
            : Optional.of(uuid("group_id", request.getGroupId())),
        silenced(request),
        oldestFirst(request),
        PageToken.read(name(request), request.getPageToken(), 1)
            .map(key -> uuid("page_token", key.getFirst())),
        PageToken.size(request.getPageSize(), USUAL_SIZE));
  }

  /** The token of the page that follows; empty when none does. */
  static String next(ListAlertsRequest request, AlertFilter.Page page) {
    return page.next().map(last -> PageToken.after(name(request), last.toString())).orElse("");
  }

  static UUID uuid(String field, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Invalid.field(field, "is not a UUID: '" + text + "'");
    }
  }

  private static Optional<Boolean> silenced(ListAlertsRequest request) {
    return switch (request.getSilenced()) {
      case SILENCE_FILTER_SILENCED -> Optional.of(true);
      case SILENCE_FILTER_NOT_SILENCED -> Optional.of(false);
      case SILENCE_FILTER_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  private static boolean oldestFirst(ListAlertsRequest request) {
    return request.getOrderBy().equals("create_time");
  }

  private static String name(ListAlertsRequest request) {
    return oldestFirst(request) ? "alerts create_time" : "alerts";
  }

  private static Set<AlertState> states(ListAlertsRequest request) {
    Set<AlertState> states = EnumSet.noneOf(AlertState.class);
    request
        .getStatusList()
        .forEach(
            status -> {
              switch (status) {
                case ALERT_STATE_OPEN -> states.add(AlertState.OPEN);
                case ALERT_STATE_ACKNOWLEDGED -> states.add(AlertState.ACKNOWLEDGED);
                case ALERT_STATE_RESOLVED -> states.add(AlertState.RESOLVED);
                case ALERT_STATE_UNSPECIFIED, UNRECOGNIZED -> {}
              }
            });
    return states;
  }

  private static Set<Severity> severities(ListAlertsRequest request) {
    Set<Severity> severities = EnumSet.noneOf(Severity.class);
    request
        .getSeverityValueList()
        .forEach(
            number -> {
              if (number >= 1 && number <= Severity.values().length) {
                severities.add(Severity.of(number));
              }
            });
    return severities;
  }

  private static Map<String, String> labels(ListAlertsRequest request) {
    Map<String, String> labels = new HashMap<>();
    for (String label : request.getLabelList()) {
      int equals = label.indexOf('=');
      String name = label.substring(0, equals);
      String value = label.substring(equals + 1);
      String other = labels.put(name, value);
      if (other != null && !other.equals(value)) {
        throw Invalid.field("label", "names '" + name + "' twice: no alert has both values");
      }
    }
    return labels;
  }
}
