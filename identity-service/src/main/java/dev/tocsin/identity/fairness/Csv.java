package dev.tocsin.identity.fairness;

import dev.tocsin.platform.wire.CsvText;
import dev.tocsin.proto.identity.v1.FairnessRow;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as CSV by RFC 4180. */
final class Csv {

  private static final String HEADER =
      "user_id,name,shifts,hours,night_hours,weekend_hours,holiday_hours\r\n";

  private Csv() {}

  static String of(List<FairnessRow> rows) {
    return HEADER
        + rows.stream()
            .map(
                row ->
                    String.format(
                        Locale.ROOT,
                        "%s,%s,%d,%.2f,%.2f,%.2f,%.2f\r\n",
                        row.getUserId(),
                        CsvText.quoted(row.getUserName()),
                        row.getShifts(),
                        row.getHours(),
                        row.getNightHours(),
                        row.getWeekendHours(),
                        row.getHolidayHours()))
            .collect(Collectors.joining());
  }
}
