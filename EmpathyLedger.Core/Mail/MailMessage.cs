namespace EmpathyLedger.Core.Mail;

/// <summary>One plain-text letter to one person. Never holds a story's title or text.</summary>
public sealed record MailMessage(string ToAddress, string ToName, string Subject, string Text);
