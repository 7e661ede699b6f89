package dev.tocsin.notification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.tocsin.platform.test.HouseRules;

/**
 * Who may know whom: rendering knows nobody, channels know rendering, delivery knows channels,
 * answers come last.
 */
@AnalyzeClasses(packages = "dev.tocsin.notification", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule features_know_only_those_before_them =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.tocsin.notification..")
          .layer("render")
          .definedBy("dev.tocsin.notification.render..")
          .layer("channel")
          .definedBy("dev.tocsin.notification.channel")
          .layer("adapters")
          .definedBy("dev.tocsin.notification.channel.*..")
          .layer("template")
          .definedBy("dev.tocsin.notification.template..")
          .layer("link")
          .definedBy("dev.tocsin.notification.link..")
          .layer("live")
          .definedBy("dev.tocsin.notification.live..")
          .layer("receipt")
          .definedBy("dev.tocsin.notification.receipt..")
          .layer("reply")
          .definedBy("dev.tocsin.notification.reply..")
          .layer("delivery")
          .definedBy("dev.tocsin.notification.delivery..")
          .layer("command")
          .definedBy("dev.tocsin.notification.command..")
          .layer("respond")
          .definedBy("dev.tocsin.notification.respond..")
          .layer("common")
          .definedBy("dev.tocsin.notification")
          .whereLayer("adapters")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("respond")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("delivery")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("command")
          .mayOnlyBeAccessedByLayers("respond")
          .whereLayer("live")
          .mayOnlyBeAccessedByLayers("delivery", "receipt")
          .whereLayer("template")
          .mayOnlyBeAccessedByLayers("delivery")
          .whereLayer("receipt")
          .mayOnlyBeAccessedByLayers("delivery", "respond")
          .whereLayer("reply")
          .mayOnlyBeAccessedByLayers("delivery", "respond")
          .whereLayer("link")
          .mayOnlyBeAccessedByLayers("delivery", "respond")
          .whereLayer("channel")
          .mayOnlyBeAccessedByLayers(
              "adapters", "template", "receipt", "reply", "delivery", "command", "respond");

  @ArchTest
  static final ArchRule channels_know_nothing_of_each_other =
      noClasses()
          .that()
          .resideInAPackage("..channel.slack..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..channel.email..");

  @ArchTest
  static final ArchRule rendering_is_plain_java =
      noClasses()
          .that()
          .resideInAPackage("dev.tocsin.notification.render..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.smallrye.mutiny..", "io.vertx..", "dev.tocsin.proto..");
}
