// Clues: what can be seen of a claim that bears on whether it is right — its sense, how its words are bound, who the sides
// are, the voice, and what its sentence holds besides. Numbers 0..1 with a name; weighed by confidence.h. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "lang/parse.h"
#include "says/claim.h"
#include "says/confidence.h"
#include "says/voices.h"
#include "what/frames.h"
#include "who/cast.h"

namespace annalist::says {

// What the clues of all claims of a document share; views its arguments.
class Setting {
 public:
  Setting(const Voices& voices, const lang::Tree& tree, const who::Cast& cast, const what::Frames& frames, const std::vector<Attribution>& attributions);
  // Of a claim that has its sides, voice, date and place.
  [[nodiscard]] std::vector<Clue> clues(const what::Frame& frame, const Claim& claim) const;

 private:
  void add_frame(const what::Frame& frame, std::vector<Clue>& out) const;
  void add_tree(uint32_t trigger, std::vector<Clue>& out) const;
  void add_side(const char* which, const std::vector<what::Filler>& fillers, const std::vector<Side>& sides, uint32_t trigger, std::vector<Clue>& out) const;
  void add_form(const std::string& which, const what::Filler& filler, std::vector<Clue>& out) const;
  void add_binding(const std::string& which, const what::Filler& filler, uint32_t trigger, std::vector<Clue>& out) const;
  void add_unread(const what::Frame& frame, const Claim& claim, std::vector<Clue>& out) const;
  void add_voice(const Claim& claim, std::vector<Clue>& out) const;
  void add_sentence(const what::Frame& frame, const Claim& claim, std::vector<Clue>& out) const;

  struct Words {             // what a sentence holds
    uint16_t told = 0;       // frames
    uint16_t cues = 0;       // of attributions
    uint16_t countries = 0;  // mentions that have one
    bool person_speaks = false;  // "I", "you"
    bool would = false, condition = false, negator = false, question = false;
    bool unreal = false, mishap = false;
  };
  const Voices& voices_;
  const lang::Tree& tree_;
  const lang::Parse& parse_;
  const who::Cast& cast_;
  const std::vector<Attribution>& attributions_;
  std::vector<Words> words_;   // by sentence
  std::vector<float> world_;   // by sentence: how thick countries stand around it
  std::vector<float> unreal_;  // by sentence: how thick words of games and stories stand around it
};

}  // namespace annalist::says
