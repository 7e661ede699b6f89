/**
 * What a file declares, brought about in a tenant through the public API: people, teams, schedules,
 * channels, ticket providers, templates, policies, routes and integrations. Comes in: the sections
 * of a configuration file ({@link dev.tocsin.provisioning.Declarations}); goes out: calls that
 * create what is missing and change what differs ({@link dev.tocsin.provisioning.Provisioner}).
 * Nothing is written when nothing differs, nothing is deleted, and what a person has made is not
 * changed unless told to.
 */
@NullMarked
package dev.tocsin.provisioning;

import org.jspecify.annotations.NullMarked;
