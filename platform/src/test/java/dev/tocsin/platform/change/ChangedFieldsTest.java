package dev.tocsin.platform.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.FieldMask;
import dev.tocsin.platform.error.Invalid;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangedFieldsTest {

  @Test
  void anEmptyMaskStandsForAllThatMayChange() {
    var changed = ChangedFields.of(FieldMask.getDefaultInstance(), "name", "role");

    assertEquals(Set.of("name", "role"), changed.names());
  }

  @Test
  void takesOnlyTheNamedFields() {
    var changed = ChangedFields.of(mask("name"), "name", "role");

    assertEquals(Set.of("name"), changed.names());
  }

  @Test
  void passesOverWhatTheServerSets() {
    var changed = ChangedFields.of(mask("id", "name", "update_time"), "name", "role");

    assertEquals(Set.of("name"), changed.names());
  }

  @Test
  void refusesAFieldThatCannotChangeByName() {
    var refused = assertThrows(Invalid.class, () -> ChangedFields.of(mask("slug"), "name"));

    assertTrue(refused.explanation().contains("'slug'"), refused.explanation());
  }

  private static FieldMask mask(String... paths) {
    return FieldMask.newBuilder().addAllPaths(java.util.List.of(paths)).build();
  }
}
