"""How a question is read and answered, piece by piece: `bot.knowledge.questions` and `.answers` put them together."""
