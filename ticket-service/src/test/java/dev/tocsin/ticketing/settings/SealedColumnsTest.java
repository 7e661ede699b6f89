package dev.tocsin.ticketing.settings;

import dev.tocsin.platform.test.EverySealedColumnIsNamed;

class SealedColumnsTest extends EverySealedColumnIsNamed {
  SealedColumnsTest() {
    super("ticketing");
  }
}
