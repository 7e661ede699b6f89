package dev.tocsin.platform.test;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/**
 * The rules that hold in every module. A module's {@code ArchitectureTest} takes them all in:
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "dev.tocsin.alerting", importOptions = DoNotIncludeTests.class)
 * class ArchitectureTest {
 *   @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);
 * }
 * }</pre>
 */
public final class HouseRules {

  private static final String CLOCKS =
      "java\\.(time\\.(Instant|LocalDate|LocalTime|LocalDateTime|ZonedDateTime|OffsetDateTime"
          + "|Year|YearMonth)\\.now"
          + "|time\\.Clock\\.(system.*|tick.*)"
          + "|time\\.InstantSource\\.system"
          + "|lang\\.System\\.currentTimeMillis)\\(.*\\)";

  private HouseRules() {}

  /** Decisions receive {@code now}; edges take it from the one clock. */
  @ArchTest
  public static final ArchRule nobody_asks_the_machine_for_the_time =
      noClasses()
          .that(resideOutsideOfPackages("dev.tocsin.platform.time.."))
          .should()
          .callMethodWhere(
              target(
                  DescribedPredicate.describe(
                      "a wall clock", called -> called.getFullName().matches(CLOCKS))))
          .orShould()
          .callConstructorWhere(
              target(owner(nameMatching("java\\.util\\.Date")))
                  .and(
                      DescribedPredicate.describe(
                          "without arguments",
                          call -> call.getTarget().getRawParameterTypes().isEmpty())))
          .because("time is injected: take TocsinClock.now() at the edge and pass it on");

  /** Values and decisions are plain: no reactive type inside. */
  @ArchTest
  public static final ArchRule values_and_decisions_are_synchronous =
      noClasses()
          .that()
          .areTopLevelClasses()
          .and(DescribedPredicate.describe("are records or enums", HouseRules::isValue))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.smallrye.mutiny..")
          .allowEmptyShould(true)
          .because("domain logic is plain Java on records; stores and gRPC edges are reactive");

  @ArchTest public static final ArchRule identity_stands_alone = standsAlone("identity");

  @ArchTest public static final ArchRule alerting_stands_alone = standsAlone("alerting");

  @ArchTest public static final ArchRule notification_stands_alone = standsAlone("notification");

  @ArchTest public static final ArchRule ticketing_stands_alone = standsAlone("ticketing");

  @ArchTest
  public static final ArchRule platform_knows_no_service =
      noClasses()
          .that()
          .resideInAPackage("dev.tocsin.platform..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "dev.tocsin.identity..",
                  "dev.tocsin.alerting..",
                  "dev.tocsin.notification..",
                  "dev.tocsin.ticketing..",
                  "dev.tocsin.standalone..",
                  "dev.tocsin.fakes.."))
          .allowEmptyShould(true);

  /** Two features that need each other are one, or share a third. */
  @ArchTest
  public static final ArchRule features_form_no_cycle =
      slices().matching("dev.tocsin.(*).(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  public static final ArchRule packages_say_what_may_be_null =
      classes()
          .that()
          .areNotAnonymousClasses()
          .should(
              new ArchCondition<>("be in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                  events.add(
                      new SimpleConditionEvent(
                          type, marked, type.getPackageName() + " is not @NullMarked"));
                }
              });

  private static ArchRule standsAlone(String service) {
    return noClasses()
        .that()
        .resideInAPackage("dev.tocsin." + service + "..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "dev.tocsin.identity..",
                    "dev.tocsin.alerting..",
                    "dev.tocsin.notification..",
                    "dev.tocsin.ticketing..",
                    "dev.tocsin.standalone..",
                    "dev.tocsin.fakes..")
                .and(resideOutsideOfPackages("dev.tocsin." + service + "..")))
        .allowEmptyShould(true)
        .because("services meet only through gRPC");
  }

  private static boolean isValue(JavaClass type) {
    return type.isRecord() || type.isEnum();
  }
}
