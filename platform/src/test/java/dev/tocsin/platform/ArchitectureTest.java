package dev.tocsin.platform;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.tocsin.platform.test.HouseRules;

@AnalyzeClasses(packages = "dev.tocsin.platform", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class);
}
