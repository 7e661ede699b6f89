package dev.tocsin.notification.command;

import dev.tocsin.proto.platform.v1.Role;

/** The user who typed the words. */
record Speaker(String id, String name, Role role) {

  boolean may(Role needed) {
    return role.getNumber() >= needed.getNumber();
  }
}
