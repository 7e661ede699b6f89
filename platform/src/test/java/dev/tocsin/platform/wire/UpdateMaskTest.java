package dev.tocsin.platform.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import dev.tocsin.platform.error.Invalid;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpdateMaskTest {
  private static final Set<String> CHANGEABLE = Set.of("name", "webhook.url");

  @Test
  void changesEverythingWhenNothingIsNamed() {
    assertEquals(CHANGEABLE, UpdateMask.fields(FieldMask.getDefaultInstance(), CHANGEABLE));
  }

  @Test
  void changesOnlyWhatIsNamed() {
    assertEquals(
        Set.of("name"),
        UpdateMask.fields(FieldMask.newBuilder().addPaths("name").build(), CHANGEABLE));
  }

  @Test
  void namesTheFieldThatCannotChangeAndThoseThatCan() {
    var e =
        assertThrows(
            Invalid.class,
            () -> UpdateMask.fields(FieldMask.newBuilder().addPaths("id").build(), CHANGEABLE));
    assertTrue(
        e.getMessage().contains("id") && e.getMessage().contains("webhook.url"), e.getMessage());
  }

  @Test
  void refusesATimestampThatIsNoTime() {
    var bad = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();
    assertThrows(Invalid.class, () -> ProtoTime.instant("at", bad));
    assertEquals(Instant.EPOCH, ProtoTime.instant("at", Timestamp.getDefaultInstance()));
  }
}
