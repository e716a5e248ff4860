package io.tributary.experiments.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class BarLineTest {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final StatusLine line = new StatusLine(new PrintStream(screen, true, UTF_8), 80);

    @Test
    void whatATimerStillDrawsAfterTheEndIsNotShown() {
        BarLine bar = new BarLine(line);
        bar.accept("half");
        bar.close();
        String ended = screen.toString(UTF_8);
        assertTrue(ended.endsWith("\r\u001b[K"), ended);
        bar.accept("late");
        assertEquals(ended, screen.toString(UTF_8));
    }

    @Test
    void theLineItselfGoesOn() {
        BarLine bar = new BarLine(line);
        bar.close();
        line.accept("next");
        assertTrue(screen.toString(UTF_8).endsWith("next"));
    }
}
