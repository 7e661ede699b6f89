package dev.tocsin.notification.template;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/** What became of a template over time. */
@Singleton
class TemplateHistory {

  /**
   * How two versions differ.
   *
   * @param parts the unified difference of each part that differs
   */
  record Difference(int from, int to, Map<String, String> parts) {}

  private final Database db;
  private final TemplateStore store;
  private final TemplateVersions versions;

  TemplateHistory(
      @ServiceDatabase("notification") Database db,
      TemplateStore store,
      TemplateVersions versions) {
    this.db = db;
    this.store = store;
    this.versions = versions;
  }

  /** The versions below one, newest first. */
  Uni<List<TemplateVersionRecord>> list(UUID tenant, UUID id, int below, int most) {
    return db.entities(
        tenant, tx -> store.get(tx, id).chain(() -> versions.list(tx, id, below, most)));
  }

  /** The difference; 0 stands for the present version, and for the one before it. */
  Uni<Difference> diff(UUID tenant, UUID id, int from, int to) {
    return db.entities(
        tenant,
        tx ->
            store
                .get(tx, id)
                .chain(
                    template -> {
                      int newer = to == 0 ? template.version : to;
                      int older = from == 0 ? Math.max(1, newer - 1) : from;
                      return versions
                          .get(tx, id, older)
                          .chain(
                              before ->
                                  versions
                                      .get(tx, id, newer)
                                      .map(after -> difference(before, after)));
                    }));
  }

  private static Difference difference(TemplateVersionRecord before, TemplateVersionRecord after) {
    Map<String, String> old = TemplateStore.parts(before.parts);
    Map<String, String> fresh = TemplateStore.parts(after.parts);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(fresh.keySet());
    Map<String, String> parts = new LinkedHashMap<>();
    for (String name : names) {
      String unified = UnifiedDiff.of(old.getOrDefault(name, ""), fresh.getOrDefault(name, ""));
      if (!unified.isEmpty()) {
        parts.put(name, unified);
      }
    }
    return new Difference(before.version, after.version, parts);
  }
}
