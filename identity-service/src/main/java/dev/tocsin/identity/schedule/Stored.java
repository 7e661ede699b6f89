package dev.tocsin.identity.schedule;

/** A schedule and one of its versions. */
record Stored(ScheduleRecord schedule, VersionRecord version) {}
