package dev.tocsin.alerting;

import dev.tocsin.platform.test.EverySealedColumnIsNamed;

class SealedColumnsTest extends EverySealedColumnIsNamed {
  SealedColumnsTest() {
    super("alerting", "integration_payload.body");
  }
}
