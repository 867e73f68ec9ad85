package org.voxpost.app.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The allowed directions of the design between packages; Maven checks those between modules. */
@AnalyzeClasses(packages = "org.voxpost", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Free for everybody: the language, annotations and the logging facade. */
    private static final String[] FREE = {
        "java..", "javax.net..", "javax.crypto..", "javax.security..", "org.jspecify..", "org.slf4j.."
    };

    @ArchTest
    static final ArchRule MSML_KNOWS_ONLY_XML = module(
            "org.voxpost.msml..", "com.fasterxml.jackson..", "org.codehaus.stax2..", "com.ctc.wstx..", "javax.xml..");

    @ArchTest
    static final ArchRule MEDIA_KNOWS_ONLY_FILES_HTTP_AND_SIGNATURES = module(
            "org.voxpost.media..",
            "org.apache.commons.io..",
            "org.apache.hc..",
            "inet.ipaddr..",
            "software.amazon.awssdk..");

    @ArchTest
    static final ArchRule SDP_KNOWS_ONLY_THE_LANGUAGE = module("org.voxpost.sdp..");

    @ArchTest
    static final ArchRule CPIM_KNOWS_ONLY_XML = module(
            "org.voxpost.cpim..", "com.fasterxml.jackson..", "org.codehaus.stax2..", "com.ctc.wstx..", "javax.xml..");

    @ArchTest
    static final ArchRule ONLY_THE_ENGINE_AND_ABOVE_KNOW_CPIM = noClasses()
            .that(resideOutsideOfPackages(
                    "org.voxpost.cpim..", "org.voxpost.engine..", "org.voxpost.app..", "org.voxpost.testkit.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.voxpost.cpim.."));

    @ArchTest
    static final ArchRule MSRP_KNOWS_ONLY_SDP_NETTY_AND_CERTIFICATES =
            module("org.voxpost.msrp..", "org.voxpost.sdp..", "io.netty..", "org.bouncycastle..");

    @ArchTest
    static final ArchRule SIP_KNOWS_ONLY_SDP_AND_JAIN =
            module("org.voxpost.sip..", "org.voxpost.sdp..", "javax.sip..", "gov.nist..");

    @ArchTest
    static final ArchRule ONLY_THE_ADAPTER_KNOWS_THE_SIP_STACK = noClasses()
            .that(resideOutsideOfPackages("org.voxpost.sip.jain.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("javax.sip..", "gov.nist.."));

    @ArchTest
    static final ArchRule ONLY_THE_FACE_OPENS_THE_ADAPTER = noClasses()
            .that(resideOutsideOfPackages("org.voxpost.sip.jain.."))
            .and()
            .doNotHaveFullyQualifiedName("org.voxpost.sip.SipEndpoint")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.voxpost.sip.jain.."));

    @ArchTest
    static final ArchRule PROTOCOL_CORES_OF_MSRP_DO_NO_INPUT_OR_OUTPUT = noClasses()
            .that()
            .resideInAnyPackage("org.voxpost.msrp.wire..", "org.voxpost.msrp.session..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.voxpost.msrp.netty..",
                    "org.voxpost.msrp.tls..",
                    "io.netty.channel..",
                    "io.netty.bootstrap..",
                    "java.net..",
                    "java.nio.file.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ENGINE_KNOWS_ONLY_FACES = noClasses()
            .that()
            .resideInAPackage("org.voxpost.engine..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.voxpost.app..",
                    "org.voxpost.msrp.wire..",
                    "org.voxpost.msrp.session..",
                    "org.voxpost.msrp.netty..",
                    "org.voxpost.msrp.tls..",
                    "org.voxpost.sip.jain..",
                    "io.netty..",
                    "com.fasterxml.jackson..",
                    "org.apache.hc..",
                    "org.apache.commons.io.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_THE_STORE_OF_THE_JOURNAL_KNOWS_DATABASES = noClasses()
            .that(resideOutsideOfPackages("org.voxpost.engine.journal.sql..", "org.voxpost.testkit.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "org.sqlite..",
                    "org.postgresql..",
                    "org.flywaydb..",
                    "com.zaxxer..",
                    "org.jdbi.."));

    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_ONLY_THE_FACE_OF_THE_JOURNAL = noClasses()
            .that(resideOutsideOfPackages("org.voxpost.engine.journal.sql..", "org.voxpost.app.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.voxpost.engine.journal.sql.."));

    @ArchTest
    static final ArchRule APP_USES_FACES_TOO = noClasses()
            .that()
            .resideInAPackage("org.voxpost.app..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.voxpost.msrp.wire..",
                    "org.voxpost.msrp.session..",
                    "org.voxpost.msrp.netty..",
                    "org.voxpost.msrp.tls..",
                    "org.voxpost.sip.jain.."));

    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_APPLICATION = noClasses()
            .that(resideOutsideOfPackages("org.voxpost.app.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.voxpost.app.."));

    @ArchTest
    static final ArchRule ONLY_TESTS_KNOW_THE_TEST_KIT = noClasses()
            .that(resideOutsideOfPackages("org.voxpost.testkit.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.voxpost.testkit.."));

    @ArchTest
    static final ArchRule CONFIGURATION_KNOWS_NO_COMMAND = noClasses()
            .that()
            .resideInAPackage("org.voxpost.app.config..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.voxpost.app.command..", "picocli.."));

    @Test
    void everyModuleIsLookedAt() {
        JavaClasses all = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.voxpost");

        assertThat(all.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
                .contains(
                        "org.voxpost.msml",
                        "org.voxpost.cpim",
                        "org.voxpost.sip",
                        "org.voxpost.sip.jain",
                        "org.voxpost.sdp",
                        "org.voxpost.app");
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        Set<Path> unmarked = new TreeSet<>();
        List<Path> sources = SourceTree.javaSources();
        for (Path source : sources) {
            Path directory = source.resolveSibling("package-info.java");
            if (!Files.exists(directory) || !Files.readString(directory).contains("\n@NullMarked\npackage ")) {
                unmarked.add(SourceTree.root().relativize(directory));
            }
        }
        // Tests share the package-info of what they test.
        unmarked.removeIf(info -> isMarkedInMain(SourceTree.root().resolve(info)));
        // Programs of one file have no package and no library.
        unmarked.removeIf(info -> info.startsWith("samples"));

        assertThat(unmarked).isEmpty();
    }

    private static boolean isMarkedInMain(Path info) {
        Path main = Path.of(info.toString().replace("/src/test/java/", "/src/main/java/"));
        return !main.equals(info) && Files.exists(main);
    }

    /** A module may depend on itself, on what is free for everybody, and on nothing but what is named here. */
    private static ArchRule module(String own, String... allowed) {
        DescribedPredicate<JavaClass> known = resideInAnyPackage(FREE)
                .or(resideInAnyPackage(own))
                .or(resideInAnyPackage(allowed))
                // Primitive types and their arrays have no package.
                .or(resideInAnyPackage(""));
        return classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat(known.as("are free for everybody or allowed by the design"))
                .allowEmptyShould(true);
    }
}
