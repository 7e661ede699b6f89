package dev.tocsin.ticketing.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.ticketing.v1.MappedField;
import dev.tocsin.proto.ticketing.v1.ProviderFinding;
import dev.tocsin.proto.ticketing.v1.TestFieldMappingRequest;
import dev.tocsin.proto.ticketing.v1.TestFieldMappingResponse;
import dev.tocsin.proto.ticketing.v1.TestTicketProviderResponse;
import dev.tocsin.ticketing.mapping.Mapped;
import dev.tocsin.ticketing.mapping.Mapping;
import dev.tocsin.ticketing.mapping.Mappings;
import dev.tocsin.ticketing.provider.Finding;
import dev.tocsin.ticketing.provider.PreparedRequest;
import dev.tocsin.ticketing.provider.ProviderRegistry;
import dev.tocsin.ticketing.provider.TicketCall;
import dev.tocsin.ticketing.provider.TicketCall.Operation;
import dev.tocsin.ticketing.provider.TicketProvider;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tries a provider's settings, and shows what its mappings would send. */
@Singleton
class Trials {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ProviderRegistry registry;
  private final Mappings mappings;
  private final TocsinClock clock;

  Trials(ProviderRegistry registry, Mappings mappings, TocsinClock clock) {
    this.registry = registry;
    this.mappings = mappings;
    this.clock = clock;
  }

  Uni<TestTicketProviderResponse> provider(Settings settings) {
    Set<String> mapped =
        settings.mappings().stream().map(Mapping::field).collect(Collectors.toSet());
    return type(settings)
        .check(settings.settings(), mapped)
        .map(
            findings ->
                TestTicketProviderResponse.newBuilder()
                    .setOk(findings.stream().allMatch(Finding::ok))
                    .addAllFindings(findings.stream().map(Trials::message).toList())
                    .build());
  }

  Uni<TestFieldMappingResponse> mappings(Settings settings, TestFieldMappingRequest request) {
    List<Mapping> tried =
        request.getFieldMappingsCount() == 0
            ? settings.mappings()
            : ProviderMessages.mappings(request.getFieldMappingsList());
    String context = request.hasContext() ? json(request.getContext()) : sample();
    String title = request.getTitle().isEmpty() ? title(context) : request.getTitle();
    return mappings
        .check("field_mappings", tried)
        .chain(() -> mappings.evaluate(tried, context, title))
        .map(mapped -> answer(settings, mapped, context, title));
  }

  private TestFieldMappingResponse answer(
      Settings settings, Mapped mapped, String context, String title) {
    Instant now = clock.now();
    UUID ticket = Ids.next(now);
    TicketCall call =
        new TicketCall(
            ticket + ".create",
            false,
            ticket,
            "",
            "",
            new UUID(0, 0),
            Operation.CREATE,
            title,
            "",
            context,
            mapped.values(),
            settings.settings(),
            now,
            now);
    PreparedRequest prepared = type(settings).preview(call);
    return TestFieldMappingResponse.newBuilder()
        .addAllFields(mapped.fields().stream().map(Trials::message).toList())
        .setMethod(prepared.method())
        .setUrl(prepared.url())
        .setBody(struct(prepared.body().toString()))
        .build();
  }

  private TicketProvider type(Settings settings) {
    return registry
        .get(settings.type())
        .orElseThrow(
            () -> new IllegalStateException("no ticket provider of type " + settings.type()));
  }

  private static ProviderFinding message(Finding finding) {
    return ProviderFinding.newBuilder()
        .setCheck(finding.check())
        .setOk(finding.ok())
        .setMessage(finding.message())
        .build();
  }

  private static MappedField message(Mapped.Field field) {
    var message = MappedField.newBuilder().setField(field.name()).setError(field.error());
    if (field.error().isEmpty()) {
      Value.Builder value = Value.newBuilder();
      merge(field.value().toString(), value);
      message.setValue(value);
    }
    return message.build();
  }

  private static String title(String context) {
    try {
      String title = JSON.readTree(context).path("alert").path("title").asText();
      return title.isEmpty() ? "Alert" : title;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a context is JSON", e);
    }
  }

  private static String sample() {
    try (var in = Trials.class.getResourceAsStream("sample-context.json")) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks sample-context.json");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(Struct context) {
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(context);
    } catch (InvalidProtocolBufferException e) {
      throw Invalid.field("context", "holds a number that JSON cannot hold (NaN or Infinity)");
    }
  }

  private static Struct struct(String json) {
    Struct.Builder struct = Struct.newBuilder();
    merge(json, struct);
    return struct.build();
  }

  private static void merge(String json, com.google.protobuf.Message.Builder into) {
    try {
      JsonFormat.parser().merge(json, into);
    } catch (InvalidProtocolBufferException e) {
      throw Invalid.field("field_mappings", "a result is nested too deep to be shown");
    }
  }
}
