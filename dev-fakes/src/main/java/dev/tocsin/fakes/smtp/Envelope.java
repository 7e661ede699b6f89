package dev.tocsin.fakes.smtp;

import java.util.ArrayList;
import java.util.List;

/** What a client said about the message that it is about to send. */
final class Envelope {

  final String from;
  final boolean eightBit;
  final boolean utf8;
  final List<String> recipients = new ArrayList<>();

  Envelope(String from, boolean eightBit, boolean utf8) {
    this.from = from;
    this.eightBit = eightBit;
    this.utf8 = utf8;
  }
}
