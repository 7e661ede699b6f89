package dev.tocsin.alerting.integration;

import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.source.PayloadJson;
import dev.tocsin.alerting.source.Reading;
import dev.tocsin.alerting.source.SignalLimits;
import dev.tocsin.alerting.source.TooManyAlerts;
import dev.tocsin.alerting.source.generic.GenericSource;
import dev.tocsin.alerting.source.generic.GenericSource.Read;
import dev.tocsin.alerting.source.mapping.Mapping;
import dev.tocsin.alerting.source.mapping.MappingLanguage;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.MappedAlert;
import dev.tocsin.proto.alerting.v1.MappingProblem;
import dev.tocsin.proto.alerting.v1.MutinyMappingServiceGrpc;
import dev.tocsin.proto.alerting.v1.TestMappingRequest;
import dev.tocsin.proto.alerting.v1.TestMappingResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tries mappings on samples, with the class that reads payloads for good. */
@GrpcService
@Singleton
public class MappingGrpc extends MutinyMappingServiceGrpc.MappingServiceImplBase {

  private static final UUID NO_INTEGRATION = new UUID(0, 0);

  private final MappingLanguage language;
  private final GenericSource generic;
  private final SignalLimits limits;
  private final TocsinClock clock;

  MappingGrpc(
      MappingLanguage language, GenericSource generic, SignalLimits limits, TocsinClock clock) {
    this.language = language;
    this.generic = generic;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public Uni<TestMappingResponse> testMapping(TestMappingRequest request) {
    Instant now = clock.now();
    return Uni.createFrom()
        .item(() -> tried(request, now))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private TestMappingResponse tried(TestMappingRequest request, Instant now) {
    Optional<Mapping> mapping =
        request.hasMapping()
            ? Optional.of(language.compile("mapping", Mappings.text(request.getMapping())))
            : Optional.empty();
    Object payload = sample(request.getPayload());
    TestMappingResponse.Builder answer = TestMappingResponse.newBuilder();
    try {
      var trial = generic.trial(payload, new Reading(NO_INTEGRATION, mapping, limits, now));
      trial.problems().forEach(problem -> answer.addProblems(message(problem)));
      for (Read read : trial.read()) {
        switch (read) {
          case Read.Taken taken -> answer.addAlerts(message(taken));
          case Read.Ignored ignored -> answer.addIgnored(ignored.why());
          case Read.Refused refused ->
              answer.addIgnored(refused.violation().field() + " " + refused.violation().message());
        }
      }
    } catch (TooManyAlerts many) {
      throw Invalid.field("payload", String.valueOf(many.getMessage()));
    }
    return answer.build();
  }

  private static Object sample(String payload) {
    try {
      return PayloadJson.tree(payload.getBytes(StandardCharsets.UTF_8));
    } catch (Invalid wrong) {
      throw wrong.violations().isEmpty()
          ? Invalid.field("payload", String.valueOf(wrong.getMessage()))
          : new Invalid(wrong.violations().stream().map(MappingGrpc::inPayload).toList());
    }
  }

  private static Violation inPayload(Violation wrong) {
    return new Violation("payload", wrong.message(), wrong.line(), wrong.column());
  }

  private static MappedAlert message(Read.Taken taken) {
    Signal signal = taken.signal();
    MappedAlert.Builder alert =
        MappedAlert.newBuilder()
            .setFiring(signal.firing())
            .setKey(taken.key())
            .setFingerprint(signal.fingerprint())
            .setTitle(signal.title())
            .setSeverity(signal.severity().word())
            .putAllLabels(signal.labels())
            .putAllAnnotations(signal.annotations())
            .setSourceUrl(signal.sourceUrl())
            .addAllRemarks(List.copyOf(signal.remarks()));
    signal.startedAt().ifPresent(start -> alert.setStartTime(ProtoTime.of(start)));
    return alert.build();
  }

  private static MappingProblem message(Violation problem) {
    MappingProblem.Builder message =
        MappingProblem.newBuilder().setField(problem.field()).setMessage(problem.message());
    if (problem.line() != null) {
      message.setLine(problem.line());
    }
    if (problem.column() != null) {
      message.setColumn(problem.column());
    }
    return message.build();
  }
}
