using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>Why a try failed, in the form in which the row keeps it.</summary>
/// <param name="Error">A word to count by; at most 200 characters.</param>
/// <param name="Sentence">What an admin reads; at most 1,000 characters.</param>
/// <param name="RetryAfter">How long the platform asks to wait; null: it did not say.</param>
/// <param name="Counts">Whether the try counts towards the dead letters: waiting as asked, or for the store, does not.</param>
internal sealed record Failure(string Error, string Sentence, TimeSpan? RetryAfter = null, bool Counts = true)
{
    /// <summary>The error of a row whose forerunner was given up.</summary>
    public const string ForerunnerDead = "forerunner_dead";

    /// <summary>The error of a row of which nobody knows whether it was sent.</summary>
    public const string Unknown = "outcome_unknown";

    /// <summary>The error of a row that waits until its channel is no longer archived.</summary>
    public const string ChannelArchived = "channel_archived";

    /// <summary>The error of a row with which the process ended each time.</summary>
    public const string NeverEnded = "never_ended";

    /// <summary>
    /// Whether the error is an exception's that nobody foresaw, so that its sentence may hold what people wrote; the bot's and a platform's
    /// own words are in small letters.
    /// </summary>
    public static bool IsUnforeseen(string error) => error.Length > 0 && char.IsUpper(error[0]);

    /// <summary>Whether it may have been sent anyway, so that a retry looks for it first.</summary>
    public bool LeavesDoubt => Error is Unknown or NeverEnded;

    /// <summary>Whether the row is to be given up, so that it no longer holds up those behind it.</summary>
    /// <param name="attempt">How often it was tried.</param>
    /// <param name="failingSince">Since when each try has failed; null: this is the first failure.</param>
    /// <param name="now">The instant of the failure.</param>
    /// <param name="options">How many failures are tolerated.</param>
    public bool IsTheEnd(int attempt, DateTimeOffset? failingSince, DateTimeOffset now, DeliveryOptions options) =>
        Counts && (attempt >= options.MaxAttempts || now - failingSince >= TimeSpan.FromSeconds(options.MaxBlockSeconds));

    /// <summary>Since when each try has failed, this one included; null: this one was only put off.</summary>
    public DateTimeOffset? Since(DateTimeOffset? failingSince, DateTimeOffset now) => Counts ? failingSince ?? now : null;

    public static Failure Of(Exception e) => e switch
    {
        ChatUnavailableException chat =>
            Of("chat_unavailable", e.Message) with { RetryAfter = chat.RetryAfter, Counts = chat.RetryAfter is null },
        StoreUnavailableException => Of("store_unavailable", e.Message) with { Counts = false },
        _ => Of(e.GetType().Name, e.Message),
    };

    public static Failure Of(NotSent notSent) =>
        Of(notSent.Error, notSent.Sentence) with { RetryAfter = notSent.RetryAfter, Counts = notSent.RetryAfter is null };

    public static Failure Of(string error, string sentence) => new(Cut(error, 200), Cut(sentence, 1000));

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
