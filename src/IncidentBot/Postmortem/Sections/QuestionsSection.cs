using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>What nobody has put on record, numbered, with who could answer it; left out where nothing is open.</summary>
internal static class QuestionsSection
{
    public static void Write(MarkdownText text, DraftFacts facts)
    {
        var questions = OpenQuestions.Of(facts);
        if (questions.Count == 0)
            return;

        text.Heading(2, "Open questions");
        text.Numbered(questions.Select(Line));
    }

    private static string Line(OpenQuestion question)
    {
        var who = question.Who is { } one ? MarkdownWords.OneLine(one.Name) : "whoever was there";
        return $"{MarkdownWords.OneLine(question.Words)} (for {who})";
    }
}
