package org.voxpost.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheRulesTest {

    private static HttpResponse response(String fields) {
        HttpResponse response = new BasicHttpResponse(200);
        fields.replace("\\n", "\n").lines().filter(field -> !field.isBlank()).forEach(field -> {
            int colon = field.indexOf(": ");
            response.addHeader(
                    field.substring(0, colon).strip(),
                    field.substring(colon + 1).strip());
        });
        return response;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Cache-Control: max-age=60                                  | 60
        Cache-Control: Public, MAX-AGE = "60"                      | 60
        Cache-Control: max-age=60\\nAge: 20                         | 40
        Cache-Control: max-age=60\\nAge: 90                         | 0
        Cache-Control: max-age=60\\nCache-Control: no-cache         | 0
        Cache-Control: max-age=60, s-maxage=10                     | 10
        Cache-Control: s-maxage=10, max-age=60                     | 10
        Cache-Control: max-age=99999999                            | 3600
        Cache-Control: max-age=-1                                  | 0
        Cache-Control: max-age=x                                   | 0
        Expires: Sat, 21 Nov 2026 00:01:00 GMT\\nDate: Sat, 21 Nov 2026 00:00:00 GMT | 60
        Expires: 0\\nDate: Sat, 21 Nov 2026 00:00:00 GMT            | 0
        Expires: Sat, 21 Nov 2026 00:01:00 GMT                     | 0
        Last-Modified: Sat, 21 Nov 2020 00:01:00 GMT               | 0
        """)
    void freshnessIsWhatTheServerSays(String fields, long seconds) {
        assertThat(CacheRules.fresh(response(fields), Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''                                       | true  | false
        Cache-Control: no-store                  | false | false
        Cache-Control: private                   | false | false
        Cache-Control: private="x", max-age=5    | false | false
        Cache-Control: max-age=5, public         | true  | true
        Cache-Control: must-revalidate           | true  | true
        Cache-Control: s-maxage=5                | true  | true
        Vary: *                                  | false | false
        """)
    void whatIsForOneReaderIsNotStored(String fields, boolean open, boolean identified) {
        assertThat(CacheRules.mayBeStored(response(fields), false)).isEqualTo(open);
        assertThat(CacheRules.mayBeStored(response(fields), true)).isEqualTo(identified);
    }
}
