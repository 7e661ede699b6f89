package dev.tocsin.alerting;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.tocsin.platform.test.HouseRules;

/** The shape of this service: what may know what. */
@AnalyzeClasses(packages = "dev.tocsin.alerting", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule sourcesKnowSignalsOnly =
      classes()
          .that()
          .resideInAPackage("dev.tocsin.alerting.source..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.tocsin.alerting.source..",
              "dev.tocsin.alerting.alert..",
              "dev.tocsin.platform.cel..",
              "dev.tocsin.platform.error..",
              "com.fasterxml.jackson..",
              "io.quarkus.arc..",
              "io.smallrye.config..",
              "jakarta..",
              "org.jspecify..",
              "java..");

  @ArchTest
  static final ArchRule decisionsAreWithoutSideEffects =
      noClasses()
          .that()
          .haveFullyQualifiedName("dev.tocsin.alerting.ingest.Judge")
          .or()
          .haveFullyQualifiedName("dev.tocsin.alerting.ingest.Fold")
          .or()
          .haveFullyQualifiedName("dev.tocsin.alerting.routing.Routes")
          .or()
          .resideInAPackage("dev.tocsin.alerting.grouping..")
          .or()
          .haveFullyQualifiedName("dev.tocsin.alerting.escalation.Escalation")
          .or()
          .haveFullyQualifiedName("dev.tocsin.alerting.paging.Paging")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.smallrye.mutiny..", "io.vertx..");
}
