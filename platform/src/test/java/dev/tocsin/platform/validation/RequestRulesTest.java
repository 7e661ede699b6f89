package dev.tocsin.platform.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import build.buf.validate.FieldRules;
import build.buf.validate.StringRules;
import build.buf.validate.ValidateProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import dev.tocsin.platform.error.Violation;
import dev.tocsin.proto.alerting.v1.CreateEscalationPolicyRequest;
import dev.tocsin.proto.alerting.v1.EscalationPolicy;
import dev.tocsin.proto.alerting.v1.ListAlertsRequest;
import dev.tocsin.proto.alerting.v1.PolicyStep;
import dev.tocsin.proto.alerting.v1.Target;
import dev.tocsin.proto.identity.v1.CreateTenantRequest;
import dev.tocsin.proto.identity.v1.UpdateUserRequest;
import dev.tocsin.proto.identity.v1.User;
import dev.tocsin.proto.notification.v1.Destination;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.RenderPreviewRequest;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import dev.tocsin.proto.platform.v1.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestRulesTest {
  private static final String ID = "0190a000-0000-7000-8000-000000000001";

  private static List<Violation> check(Message request) {
    return RequestRules.of(request.getDescriptorForType()).check(request);
  }

  private static List<String> fields(Message request) {
    return check(request).stream().map(Violation::field).toList();
  }

  @Test
  void namesNestedFieldsByTheirPath() {
    PolicyStep late =
        PolicyStep.newBuilder()
            .setWait(Duration.newBuilder().setSeconds(90_000))
            .addTargets(Target.getDefaultInstance())
            .addTargets(Target.newBuilder().setUserId("nobody"))
            .build();
    CreateEscalationPolicyRequest request =
        CreateEscalationPolicyRequest.newBuilder()
            .setPolicy(EscalationPolicy.newBuilder().setRepeat(-1).addSteps(late))
            .build();

    assertEquals(
        List.of(
            "policy.name",
            "policy.steps[0].wait",
            "policy.steps[0].targets[0].target",
            "policy.steps[0].targets[1].user_id",
            "policy.repeat"),
        fields(request));
  }

  @Test
  void holdsAnUpdateOnlyToTheFieldsOfItsMask() {
    User user = User.newBuilder().setId(ID).setRole(Role.ROLE_ADMIN).build();
    UpdateUserRequest.Builder update = UpdateUserRequest.newBuilder().setUser(user);

    assertEquals(List.of("user.email", "user.name"), fields(update.build()));
    assertEquals(
        List.of(), fields(update.setUpdateMask(FieldMask.newBuilder().addPaths("role")).build()));
    assertEquals(
        List.of("user.name"),
        fields(update.setUpdateMask(FieldMask.newBuilder().addPaths("name")).build()));
  }

  @Test
  void requiresTheMessageThatAnUpdateIsAbout() {
    assertEquals(List.of("user"), fields(UpdateUserRequest.getDefaultInstance()));
  }

  @Test
  void countsCodePointsNotCharsOfJava() {
    CreateEscalationPolicyRequest fits =
        CreateEscalationPolicyRequest.newBuilder()
            .setPolicy(
                EscalationPolicy.newBuilder()
                    .setName("🔔".repeat(120))
                    .addSteps(
                        PolicyStep.newBuilder().addTargets(Target.newBuilder().setUserId(ID))))
            .build();

    assertEquals(List.of(), fields(fits));
  }

  @ParameterizedTest
  @CsvSource({
    "acme, a@b.example, true",
    "acme-2, first.last+tag@sub.example.com, true",
    "Acme, a@b.example, false",
    "acme-, a@b.example, false",
    "'acme\n', a@b.example, false",
    "acme, a@, false",
    "acme, two@at@example.com, false",
    "acme, 'a b@example.com', false",
  })
  void holdsTextsToPatternsAndForms(String slug, String email, boolean right) {
    CreateTenantRequest request =
        CreateTenantRequest.newBuilder().setName("Acme").setSlug(slug).setOwnerEmail(email).build();

    assertEquals(right, check(request).isEmpty(), check(request).toString());
  }

  @Test
  void refusesValuesThatAreNotOfTheEnum() {
    ListAlertsRequest request = ListAlertsRequest.newBuilder().addStatusValue(99).build();

    assertEquals(List.of("status[0]"), fields(request));
    assertTrue(check(request).get(0).message().contains("ALERT_STATE_OPEN"));
  }

  @Test
  void refusesNulAndTimesOutOfRangeEvenWithoutARule() {
    assertEquals(
        List.of("text", "created_after"),
        fields(
            ListAlertsRequest.newBuilder()
                .setText("a\0b")
                .setCreatedAfter(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
                .build()));
  }

  @Test
  void findsNulWhereverItIsInFreeFormValues() {
    SendNotificationRequest.Builder request =
        SendNotificationRequest.newBuilder()
            .setIdempotencyKey("key")
            .setEventKind(EventKind.EVENT_KIND_PAGE)
            .addDestinations(Destination.newBuilder().setChannelId(ID));
    Value inner = held(Struct.newBuilder().putFields("b", text("x\0y")).build());
    Value list = Value.newBuilder().setListValue(ListValue.newBuilder().addValues(inner)).build();

    request.setRenderContext(Struct.newBuilder().putFields("a", list).putFields("ok", text("ok")));
    assertEquals(
        List.of(
            "render_context.fields[\"a\"].list_value.values[0].struct_value.fields[\"b\"].string_value"),
        fields(request.build()));

    request.setRenderContext(Struct.newBuilder().putFields("k\0", text("ok")));
    assertEquals(List.of("render_context.fields[\"k\0\"]"), fields(request.build()));

    request.setRenderContext(
        Struct.newBuilder()
            .putFields("a", text("fine"))
            .putFields("n", Value.getDefaultInstance()));
    assertEquals(List.of(), fields(request.build()));
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static Value held(Struct struct) {
    return Value.newBuilder().setStructValue(struct).build();
  }

  @Test
  void limitsMapsAndTheirValues() {
    RenderPreviewRequest.Builder request = RenderPreviewRequest.newBuilder();
    request.putParts("long", "x".repeat(50_001));

    assertEquals(List.of("parts[\"long\"]"), fields(request.build()));
    for (int i = 0; i < 20; i++) {
      request.putParts("p" + i, "");
    }
    assertEquals(List.of("parts"), fields(request.build()));
  }

  @Test
  void refusesAContractWithARuleThatItDoesNotKnow() throws Exception {
    FieldDescriptorProto field =
        FieldDescriptorProto.newBuilder()
            .setName("host")
            .setNumber(1)
            .setType(FieldDescriptorProto.Type.TYPE_STRING)
            .setOptions(
                FieldOptions.newBuilder()
                    .setExtension(
                        ValidateProto.field,
                        FieldRules.newBuilder()
                            .setString(StringRules.newBuilder().setHostname(true))
                            .build()))
            .build();
    FileDescriptor file =
        FileDescriptor.buildFrom(
            FileDescriptorProto.newBuilder()
                .setName("x.proto")
                .setSyntax("proto3")
                .addMessageType(DescriptorProto.newBuilder().setName("X").addField(field))
                .build(),
            new FileDescriptor[0]);

    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class, () -> RequestRules.of(file.getMessageTypes().get(0)));
    assertTrue(refused.getMessage().contains("hostname"), refused.getMessage());
    assertTrue(refused.getMessage().contains("X.host"), refused.getMessage());
  }
}
