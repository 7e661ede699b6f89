package dev.tocsin.alerting.silence;

import dev.tocsin.alerting.muting.Matcher;
import dev.tocsin.alerting.muting.Matcher.Operator;
import dev.tocsin.alerting.muting.Silence;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.MatchOperator;
import dev.tocsin.proto.alerting.v1.SilenceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Silences between the contract and the domain. */
final class SilenceMessages {

  private SilenceMessages() {}

  /**
   * Matchers that are asked for.
   *
   * @param field path of the list in the request
   * @throws Invalid naming the one that is wrong, or when all of them match an empty text
   */
  static List<Matcher> matchers(
      String field, List<dev.tocsin.proto.alerting.v1.Matcher> asked, SilenceConfig limits) {
    List<Matcher> matchers = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      var each = asked.get(i);
      Operator operator = operator(each.getOperator());
      matchers.add(
          Matcher.of(
              field + "[" + i + "]",
              each.getName(),
              operator,
              operator == Operator.IN ? each.getValuesList() : List.of(each.getValue()),
              limits.regexSize()));
    }
    if (matchers.stream().allMatch(Matcher::matchesNothing)) {
      throw Invalid.field(
          field,
          "all match an alert that has none of these labels: they would hit nearly everything."
              + " Let at least one ask for something that is there");
    }
    return matchers;
  }

  static dev.tocsin.proto.alerting.v1.Silence message(Silence silence, Instant now) {
    var message =
        dev.tocsin.proto.alerting.v1.Silence.newBuilder()
            .setId(silence.id().toString())
            .addAllMatchers(silence.matchers().stream().map(SilenceMessages::message).toList())
            .setStartTime(ProtoTime.of(silence.startsAt()))
            .setEndTime(ProtoTime.of(silence.endsAt()))
            .setComment(silence.comment())
            .setState(
                switch (silence.at(now)) {
                  case ACTIVE -> SilenceState.SILENCE_STATE_ACTIVE;
                  case PENDING -> SilenceState.SILENCE_STATE_PENDING;
                  case EXPIRED -> SilenceState.SILENCE_STATE_EXPIRED;
                })
            .setCreatedBy(actor(silence.createdBy()))
            .setCreateTime(ProtoTime.of(silence.createdAt()))
            .setUpdateTime(ProtoTime.of(silence.updatedAt()));
    silence.expiredBy().ifPresent(by -> message.setExpiredBy(actor(by)));
    return message.build();
  }

  private static dev.tocsin.proto.alerting.v1.Matcher message(Matcher matcher) {
    var message =
        dev.tocsin.proto.alerting.v1.Matcher.newBuilder()
            .setName(matcher.name())
            .setOperator(
                switch (matcher.operator()) {
                  case EQUAL -> MatchOperator.MATCH_OPERATOR_EQUAL;
                  case NOT_EQUAL -> MatchOperator.MATCH_OPERATOR_NOT_EQUAL;
                  case MATCHES -> MatchOperator.MATCH_OPERATOR_MATCHES;
                  case NOT_MATCHES -> MatchOperator.MATCH_OPERATOR_NOT_MATCHES;
                  case IN -> MatchOperator.MATCH_OPERATOR_IN;
                });
    return matcher.operator() == Operator.IN
        ? message.addAllValues(matcher.values()).build()
        : message.setValue(matcher.values().getFirst()).build();
  }

  private static Operator operator(MatchOperator asked) {
    return switch (asked) {
      case MATCH_OPERATOR_EQUAL -> Operator.EQUAL;
      case MATCH_OPERATOR_NOT_EQUAL -> Operator.NOT_EQUAL;
      case MATCH_OPERATOR_MATCHES -> Operator.MATCHES;
      case MATCH_OPERATOR_NOT_MATCHES -> Operator.NOT_MATCHES;
      case MATCH_OPERATOR_IN -> Operator.IN;
      case MATCH_OPERATOR_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalStateException("the contract requires an operator");
    };
  }

  private static dev.tocsin.proto.alerting.v1.Actor actor(Actor actor) {
    return dev.tocsin.proto.alerting.v1.Actor.newBuilder()
        .setKind(actor.kind())
        .setId(actor.id())
        .build();
  }
}
