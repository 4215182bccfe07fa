using System.Reflection;
using System.Text.Json.Serialization;
using IncidentBot.Chat;

namespace IncidentBot.Tests.Chat;

/// <summary>The doctor asks a platform about the samples, so whatever the bot can say has to be in them.</summary>
public sealed class CardSamplesTests
{
    [Fact]
    public void Every_part_that_a_message_can_have_is_in_the_samples() => Assert.Equal(
        KindsOf(typeof(CardPart)), Names(CardSamples.Cards.Values.SelectMany(card => card.Parts)));

    [Fact]
    public void Every_piece_of_text_is_in_the_samples() => Assert.Equal(
        KindsOf(typeof(Span)), Names(CardSamples.Cards.Values.SelectMany(card => card.Parts).OfType<Paragraph>().SelectMany(part => part.Text.Spans)));

    [Fact]
    public void Every_question_that_a_form_can_ask_is_in_the_samples() => Assert.Equal(
        typeof(FormField).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FormField))).Select(type => type.Name).Order(StringComparer.Ordinal),
        Names(CardSamples.Forms.Values.SelectMany(form => form.Fields)));

    private static IEnumerable<string> KindsOf(Type type) =>
        type.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(one => one.DerivedType.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Names(IEnumerable<object> pieces) =>
        pieces.Select(piece => piece.GetType().Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
