package org.voxpost.msml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.voxpost.msml.dialog.Count;

/** The data types of MSML attributes, as the schemas of RFC 5707 §17 and PowerMedia XMS spell them. */
final class Values {
    /** {@code momlID.datatype}, {@code momlTarget.datatype}. */
    static final Pattern ID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]*");
    /** {@code momlEvent.datatype}. */
    static final Pattern EVENT = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._#-]*");

    static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9-]{1,64}");
    static final Pattern PRINTABLE = Pattern.compile("[ -~]+");

    private static final Pattern NAMES = Pattern.compile("[!-~ ]*");
    private static final Pattern DURATION = Pattern.compile("\\+?(?<amount>[0-9]*\\.[0-9]+|[0-9]+)(?<unit>ms|s)");
    /** Beyond it a number is nonsense, and slow to work with. */
    private static final int MOST_DIGITS = 18;

    private static final Duration LONGEST = Duration.ofDays(366);

    private Values() {}

    static Optional<Count> count(String text, int least) {
        if (text.equals("forever") || text.equals("-1")) {
            return Optional.of(new Count.Forever());
        }
        try {
            int times = Integer.parseInt(text);
            return times < least || text.startsWith("-") ? Optional.empty() : Optional.of(new Count.Times(times));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A whole number, not negative. */
    static Optional<Integer> number(String text) {
        return count(text, 0)
                .flatMap(count -> count instanceof Count.Times(int number) ? Optional.of(number) : Optional.empty());
    }

    /** Whole nanoseconds; at most 366 days. */
    static Optional<Duration> duration(String text) {
        var matcher = DURATION.matcher(text);
        if (!matcher.matches() || matcher.group("amount").length() > MOST_DIGITS) {
            return Optional.empty();
        }
        int nanosPower = matcher.group("unit").equals("s") ? 9 : 6;
        BigDecimal nanos = new BigDecimal(matcher.group("amount")).scaleByPowerOfTen(nanosPower);
        return nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanos.longValue()));
    }

    static Optional<List<String>> names(String text) {
        return NAMES.matcher(text).matches()
                ? Optional.of(Arrays.stream(text.split(" "))
                        .filter(name -> !name.isEmpty())
                        .toList())
                : Optional.empty();
    }
}
