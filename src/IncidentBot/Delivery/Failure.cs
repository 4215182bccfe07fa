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
    public static Failure Of(Exception e) => e switch
    {
        ChatUnavailableException chat => Of("chat_unavailable", e.Message) with { RetryAfter = chat.RetryAfter, Counts = chat.RetryAfter is null },
        StoreUnavailableException => Of("store_unavailable", e.Message) with { Counts = false },
        _ => Of(e.GetType().Name, e.Message),
    };

    public static Failure Of(NotSent notSent) =>
        Of(notSent.Error, notSent.Sentence) with { RetryAfter = notSent.RetryAfter, Counts = notSent.RetryAfter is null };

    public static Failure Of(string error, string sentence) => new(Cut(error, 200), Cut(sentence, 1000));

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
