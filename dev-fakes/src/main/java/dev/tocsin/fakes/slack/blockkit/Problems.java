package dev.tocsin.fakes.slack.blockkit;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, each with the JSON pointer of the place, as Slack words it. */
final class Problems {

  private final List<String> found = new ArrayList<>();

  void add(String at, String what) {
    found.add(what + " [json-pointer:" + at + "]");
  }

  List<String> found() {
    return List.copyOf(found);
  }
}
