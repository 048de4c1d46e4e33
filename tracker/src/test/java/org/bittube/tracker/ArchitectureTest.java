package org.bittube.tracker;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** The rules of docs/architecture.md that concern this module. */
@AnalyzeClasses(packages = "org.bittube.tracker", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule CODECS_ARE_PURE = classes()
            .that()
            .resideInAnyPackage("..tracker.message..", "..tracker.stun..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson..",
                    "io.vertx.core.buffer..",
                    "io.netty.buffer..",
                    "org.jspecify..",
                    "..tracker.message..",
                    "..tracker.stun..");

    @ArchTest
    static final ArchRule THE_CODECS_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("org.bittube.tracker.(message|stun)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule WEBTORRENT_KNOWS_NOBODY = classes()
            .that()
            .resideInAPackage("..tracker.webtorrent..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "..tracker.webtorrent..");

    @ArchTest
    static final ArchRule GROUP_KNOWS_NOBODY = classes()
            .that()
            .resideInAPackage("..tracker.group..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "..tracker.group..");

    @ArchTest
    static final ArchRule ACCESS_KNOWS_NOBODY = classes()
            .that()
            .resideInAPackage("..tracker.access..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "javax.crypto..", "com.fasterxml.jackson..", "org.jspecify..", "..tracker.access..");

    @ArchTest
    static final ArchRule INTRODUCTION_KNOWS_GROUP_ONLY = classes()
            .that()
            .resideInAPackage("..tracker.introduction..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "..tracker.group..", "..tracker.introduction..");

    @ArchTest
    static final ArchRule PURE_PACKAGES_DO_NO_IO = noClasses()
            .that()
            .resideInAnyPackage(
                    "..tracker.message..",
                    "..tracker.stun..",
                    "..tracker.group..",
                    "..introduction..",
                    "..tracker.webtorrent..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..", "java.util.concurrent..");

    @ArchTest
    static final ArchRule NOTHING_KNOWS_APP = noClasses()
            .that(not(resideInAPackage("..tracker.app..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..tracker.app..");

    @ArchTest
    static final ArchRule KNOWS_NEITHER_GATEWAY_NOR_DATABASE =
            noClasses().should().dependOnClassesThat(resideInAnyPackage("org.bittube.gateway..", "org.bittube.db.."));

    @ArchTest
    static final ArchRule HAS_NO_MUTABLE_STATICS =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule HAS_NO_CYCLES =
            slices().matching("org.bittube.tracker.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule TIME_AND_CHANCE_COME_FROM_APP = noClasses()
            .that(not(resideInAPackage("..tracker.app..")))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(SecureRandom.class);
}
