package org.voxpost.msml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResponseCodeTest {
    @Test
    void allCodesOfSection11AreThere() {
        assertThat(Arrays.stream(ResponseCode.values()).mapToInt(ResponseCode::code))
                .containsExactly(
                        200, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 420, 421, 422, 423, 424, 425, 426,
                        430, 431, 432, 434, 440, 441, 444, 450, 451, 500, 503, 510, 511, 520, 521);
    }

    @Test
    void codeIsFoundByItsNumber() {
        assertThat(ResponseCode.of(410)).contains(ResponseCode.INVALID_ATTRIBUTE_VALUE);
        assertThat(ResponseCode.of(433)).isEmpty();
        assertThat(ResponseCode.NO_SUCH_OBJECT.text()).isEqualTo("Object does not exist");
    }
}
