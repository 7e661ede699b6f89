package dev.tocsin.identity.session;

import dev.tocsin.platform.test.EverySealedColumnIsNamed;

class SealedColumnsTest extends EverySealedColumnIsNamed {
  SealedColumnsTest() {
    super("identity");
  }
}
