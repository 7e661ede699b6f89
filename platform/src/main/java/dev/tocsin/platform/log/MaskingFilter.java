package dev.tocsin.platform.log;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/** Lets every record pass, masked: the message with its parameters filled in, and the failure. */
@LoggingFilter(name = "tocsin-mask")
public final class MaskingFilter implements Filter {

  @Override
  public boolean isLoggable(LogRecord logged) {
    String text =
        logged instanceof ExtLogRecord ext ? ext.getFormattedMessage() : logged.getMessage();
    if (text != null) {
      String masked = Masking.mask(text);
      if (!masked.equals(text)) {
        if (logged instanceof ExtLogRecord ext) {
          ext.setMessage(masked, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
          logged.setMessage(masked);
        }
        logged.setParameters(null);
      }
    }
    Throwable failure = logged.getThrown();
    if (failure != null && MaskedFailure.isNeededFor(failure)) {
      logged.setThrown(new MaskedFailure(failure));
    }
    return true;
  }
}
