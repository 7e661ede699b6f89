package dev.tocsin.identity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.tocsin.platform.test.HouseRules;

@AnalyzeClasses(packages = "dev.tocsin.identity", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  /** Every edge between this service's packages. */
  @ArchTest
  static final ArchRule edges =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.tocsin.identity..")
          .layer("root")
          .definedBy("dev.tocsin.identity")
          .layer("audit")
          .definedBy("..identity.audit")
          .layer("settings")
          .definedBy("..identity.settings")
          .layer("usage")
          .definedBy("..identity.usage")
          .layer("password")
          .definedBy("..identity.password")
          .layer("user")
          .definedBy("..identity.user")
          .layer("team")
          .definedBy("..identity.team")
          .layer("apikey")
          .definedBy("..identity.apikey")
          .layer("tenant")
          .definedBy("..identity.tenant")
          .layer("session")
          .definedBy("..identity.session")
          .layer("setup")
          .definedBy("..identity.setup")
          .layer("oncall")
          .definedBy("..identity.oncall")
          .layer("schedule")
          .definedBy("..identity.schedule")
          .layer("ical")
          .definedBy("..identity.ical")
          .layer("absence")
          .definedBy("..identity.absence")
          .layer("rest")
          .definedBy("..identity.rest")
          .layer("fairness")
          .definedBy("..identity.fairness")
          .layer("notice")
          .definedBy("..identity.notice")
          .layer("retention")
          .definedBy("..identity.retention")
          .layer("swap")
          .definedBy("..identity.swap")
          .layer("calendar")
          .definedBy("..identity.calendar")
          .layer("reach")
          .definedBy("..identity.reach")
          .layer("feed")
          .definedBy("..identity.feed")
          .layer("handoff")
          .definedBy("..identity.handoff")
          .whereLayer("audit")
          .mayOnlyBeAccessedByLayers(
              "user",
              "team",
              "apikey",
              "tenant",
              "session",
              "schedule",
              "settings",
              "swap",
              "calendar",
              "feed",
              "absence",
              "rest")
          .whereLayer("settings")
          .mayOnlyBeAccessedByLayers("user")
          .whereLayer("usage")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("password")
          .mayOnlyBeAccessedByLayers("user", "tenant", "session")
          .whereLayer("user")
          .mayOnlyBeAccessedByLayers(
              "team",
              "apikey",
              "tenant",
              "session",
              "schedule",
              "setup",
              "notice",
              "swap",
              "absence",
              "fairness",
              "reach")
          .whereLayer("team")
          .mayOnlyBeAccessedByLayers("schedule", "reach")
          .whereLayer("apikey")
          .mayOnlyBeAccessedByLayers("session")
          .whereLayer("tenant")
          .mayOnlyBeAccessedByLayers("setup")
          .whereLayer("session")
          .mayOnlyBeAccessedByLayers("setup")
          .whereLayer("setup")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("oncall")
          .mayNotAccessAnyLayer()
          .whereLayer("schedule")
          .mayOnlyBeAccessedByLayers("swap", "calendar", "fairness", "reach", "feed", "handoff")
          .whereLayer("absence")
          .mayOnlyBeAccessedByLayers("schedule", "swap", "fairness")
          .whereLayer("rest")
          .mayOnlyBeAccessedByLayers("schedule", "fairness", "reach")
          .whereLayer("fairness")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("notice")
          .mayOnlyBeAccessedByLayers("schedule", "absence", "swap", "handoff")
          .whereLayer("handoff")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("retention")
          .mayOnlyBeAccessedByLayers("notice", "feed")
          .whereLayer("swap")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("ical")
          .mayOnlyBeAccessedByLayers("calendar", "feed")
          .whereLayer("feed")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("calendar")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("reach")
          .mayNotBeAccessedByAnyLayer();

  /** Who is on call is worked out by the JDK alone: no clock, no database, no framework. */
  @ArchTest
  static final ArchRule purity =
      classes()
          .that()
          .resideInAPackage("..identity.oncall")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.tocsin.identity.oncall", "java..", "org.jspecify..");
}
