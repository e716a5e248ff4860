package io.tributary.spring;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What is wrong is said with the name of the property. */
class PropertiesTest {
    @TempDir
    Path folder;

    private String refused(String... more) {
        Throwable thrown = assertThrows(RuntimeException.class, () -> Application.device(folder, more).close());
        FailureAnalysis analysis = new PropertyFailureAnalyzer().analyze(thrown);
        assertNotNull(analysis, thrown::toString);
        assertFalse(String.valueOf(analysis.getAction()).isBlank());
        return analysis.getDescription();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"tributary.device=|tributary.device: is needed, and is not set",
        "tributary.device=Edge One|tributary.device: device must be 1..64 characters of a-z, 0-9 and '-', not 'Edge One'",
        "tributary.coordinator=|tributary.coordinator: is needed, and is not set",
        "tributary.coordinator=http://far.example|tributary.coordinator: the address must be https",
        "tributary.coordinator=ht tp|tributary.coordinator: Illegal character",
        "tributary.device-index=-1|tributary.device-index: ",
        "tributary.authority=lost.pem|tributary.authority: there is no ",
        "tributary.client-key=pom.xml|tributary.client-certificate: is needed",
        "tributary.trust=src|tributary.trust: src has no trust.json",
        "tributary.enrolment-token=two words|tributary.enrolment-token: the token must be printable ASCII",
        "tributary.enrolment-token-file=lost|tributary.enrolment-token-file: there is no "})
    void aWrongPropertyIsNamed(String property, String said) {
        String description = refused(property);
        assertTrue(description.startsWith(said), description);
    }

    @Test
    void aBlankSecretIsNoSecret() throws Exception {
        assertDoesNotThrow(() -> Application.device(folder.resolve("blank"), "tributary.auto-start=false",
                "tributary.enrolment-token= ").close());
        Path empty = Files.writeString(folder.resolve("empty"), " \n");
        String description = refused("tributary.enrolment-token-file=" + empty);
        assertTrue(description.startsWith("tributary.enrolment-token-file: the token must be"), description);
    }

    @Test
    void aTokenStandsInOnePlace() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "secret\n");
        assertEquals("tributary.enrolment-token-file: tributary.enrolment-token is set as well",
                refused("tributary.enrolment-token=secret", "tributary.enrolment-token-file=" + file));
    }

    @Test
    void aDeviceWithoutATrainerIsToldToHaveOne() {
        Throwable thrown = assertThrows(RuntimeException.class, () -> Application.start(Application.Bare.class,
                "tributary.coordinator=http://localhost:1", "tributary.device=edge-1").close());
        FailureAnalysis analysis = new PropertyFailureAnalyzer().analyze(thrown);
        assertNotNull(analysis, thrown::toString);
        assertTrue(String.valueOf(analysis.getAction()).startsWith("Add a bean of LocalTrainer"), analysis::getAction);
    }

    @Test
    void theTokenIsNeverPrinted() {
        TributaryProperties properties = new TributaryProperties(true, List.of("http://localhost:1"), "edge-1", 0,
                null, null, null, null, null, "sesame", null, null);
        assertFalse(properties.toString().contains("sesame"));
    }
}
