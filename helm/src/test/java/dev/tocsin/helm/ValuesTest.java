package dev.tocsin.helm;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that cannot be meant are refused, with the word that helps. */
class ValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ingres.enabled=true | ingres",
        "ingress.hosts=example.org | hosts",
        "identity.replica=3 | replica",
        "alerting.autoscaling.maximum=3 | maximum",
        "image.pullPolicy=Sometimes | pullPolicy",
        "identity.replicas=many | replicas",
        "identity.resources.limit.cpu=1 | limit",
        "publicUrl=https://example.org/ | publicUrl",
        "database.url=postgresql://user:secret@host/tocsin | url",
        "secrets.serviceSecret=short | serviceSecret",
        "secrets.keyring=no-key | keyring",
        "secrets.setupToken=short | setupToken",
        "config.delivery.max-atempts=5 | max-atempts",
        "config.delivery.max-attempts=several | max-attempts",
        "config.test.clock=true | test",
        "config.db.password=secret | db",
        "config.keyring=secret | keyring",
        "config.identity.db.url=postgresql://user:secret@host/identity | url",
      })
  void refusesWhatItDoesNotKnow(String value, String named) {
    refused("external", value, named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "database.url= | database.url is not set",
        "redis.url= | redis.url is not set",
        "secrets.serviceSecret= | secrets.serviceSecret is not set",
        "secrets.keyring= | secrets.keyring is not set",
        "secrets.databasePassword= | secrets.databasePassword is not set",
        "secrets.databaseOwnerPassword= | secrets.databaseOwnerPassword is not set",
        "ingress.enabled=true | ingress.host is not set",
        "internalTls.enabled=true | internalTls.enabled needs certificates",
      })
  void saysWhatIsMissing(String value, String words) {
    refused("external", value, words);
  }

  @Test
  void refusesAMigrationJobBeforeTheDatabaseIsThere() {
    refused("operators", "migrations.by=job", "leave migrations.by empty");
  }

  @Test
  void refusesAStandaloneOnAClusterOfDatabases() {
    refused("standalone", "cloudnativepg.enabled=true", "goes with none of");
  }

  private static void refused(String set, String value, String words) {
    RuntimeException refusal =
        assertThrows(RuntimeException.class, () -> Rendering.of(set, value), value);
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains(words), message);
  }
}
