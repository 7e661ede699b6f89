package dev.tocsin.notification.channel;

import dev.tocsin.platform.test.EverySealedColumnIsNamed;

class SealedColumnsTest extends EverySealedColumnIsNamed {
  SealedColumnsTest() {
    super("notification");
  }
}
